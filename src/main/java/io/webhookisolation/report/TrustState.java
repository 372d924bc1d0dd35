package io.webhookisolation.report;

import io.webhookisolation.model.Finding;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.Severity;
import java.util.Optional;

/** Whether call sites trust what one Service serves; reasons of condition CABundlesTrusted, worst first. */
enum TrustState {
    BUNDLE_INVALID("BundleInvalid", Truth.FALSE),
    TRUST_MISMATCH("TrustMismatch", Truth.FALSE),
    /** Nobody could be asked what he serves. */
    PROBE_UNAVAILABLE("ProbeUnavailable", Truth.UNKNOWN),
    TRUSTED("Trusted", Truth.TRUE);

    private final String reason;
    private final Truth truth;

    TrustState(String reason, Truth truth) {
        this.reason = reason;
        this.truth = truth;
    }

    static TrustState of(ServiceCertificate certificate) {
        for (var state : values()) {
            if (state.finding(certificate).isPresent()) {
                return state;
            }
        }
        return certificate.isSeen() ? TRUSTED : PROBE_UNAVAILABLE;
    }

    /** What it follows from, if that is a finding. */
    Optional<Finding> finding(ServiceCertificate certificate) {
        return certificate.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR && of(finding) == this)
                .findFirst();
    }

    private static TrustState of(Finding finding) {
        return switch (finding.code()) {
            case WI206 -> BUNDLE_INVALID;
            case WI203, WI207 -> TRUST_MISMATCH;
            // Of the Service it is its leaf, which no bundle can help.
            case WI204 -> finding.object().kind().equals("Service") ? TRUSTED : TRUST_MISMATCH;
            default -> TRUSTED;
        };
    }

    String reason() {
        return reason;
    }

    Truth truth() {
        return truth;
    }
}
