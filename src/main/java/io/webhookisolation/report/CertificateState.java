package io.webhookisolation.report;

import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.ServiceCertificate;
import java.util.Optional;

/** What is to be said of the certificates that one Service serves; reasons of condition CertificatesReady, worst first. */
enum CertificateState {
    EXPIRED("Expired", Truth.FALSE, FindingCode.WI204),
    SHARED_SERVING_SECRET("SharedServingSecret", Truth.FALSE, FindingCode.WI202),
    STALE_SERVING_CERTIFICATE("StaleServingCertificate", Truth.FALSE, FindingCode.WI201),
    NOT_MOUNTED("NotMounted", Truth.FALSE),
    ENDS_SOON("EndsSoon", Truth.FALSE, FindingCode.WI205),
    /** Nobody could be asked. */
    PROBE_UNAVAILABLE("ProbeUnavailable", Truth.UNKNOWN),
    AWAITING_RESTART("AwaitingRestart", Truth.TRUE),
    RENEWING("Renewing", Truth.TRUE),
    MANAGED_ELSEWHERE("ManagedElsewhere", Truth.TRUE),
    AUDIT_MODE("AuditMode", Truth.TRUE),
    ISSUED("Issued", Truth.TRUE);

    private final String reason;
    private final Truth truth;
    private final Optional<FindingCode> code;

    CertificateState(String reason, Truth truth) {
        this.reason = reason;
        this.truth = truth;
        this.code = Optional.empty();
    }

    CertificateState(String reason, Truth truth, FindingCode code) {
        this.reason = reason;
        this.truth = truth;
        this.code = Optional.of(code);
    }

    static CertificateState of(ServiceCertificate certificate) {
        for (var state : values()) {
            if (state.finding(certificate).isPresent()) {
                return state;
            }
            if (state == NOT_MOUNTED && certificate.phase().equals(Optional.of(RotationPhase.NOT_MOUNTED))) {
                return state;
            }
        }
        return certificate.isSeen() ? inOrder(certificate) : PROBE_UNAVAILABLE;
    }

    private static CertificateState inOrder(ServiceCertificate certificate) {
        var phase = certificate.phase();
        if (phase.isEmpty()) {
            return AUDIT_MODE;
        }
        if (phase.orElseThrow().isUnderWay()) {
            return RENEWING;
        }
        if (phase.orElseThrow() == RotationPhase.AWAITING_RESTART) {
            return AWAITING_RESTART;
        }
        var isOurs = certificate.generations().secret() > 0 && phase.orElseThrow() != RotationPhase.MANAGED_ELSEWHERE;
        return isOurs ? ISSUED : MANAGED_ELSEWHERE;
    }

    /** What it follows from, if that is a finding. */
    Optional<Finding> finding(ServiceCertificate certificate) {
        return certificate.findings().stream()
                .filter(finding -> code.equals(Optional.of(finding.code())))
                .findFirst();
    }

    String reason() {
        return reason;
    }

    Truth truth() {
        return truth;
    }
}
