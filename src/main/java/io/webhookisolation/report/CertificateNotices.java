package io.webhookisolation.report;

import io.webhookisolation.api.v1alpha1.CertificateStatus;
import io.webhookisolation.api.v1alpha1.CertificateStatus.GenerationsStatus;
import io.webhookisolation.api.v1alpha1.CertificateStatus.NotAfterStatus;
import io.webhookisolation.api.v1alpha1.CertificateStatus.RotationStatus;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServiceVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What deserves an Event about certificates: what the status says of them now and did not say before. */
final class CertificateNotices {

    private static final Set<CertificateState> EXPIRING = Set.of(CertificateState.EXPIRED, CertificateState.ENDS_SOON);
    private static final GenerationsStatus NONE = new GenerationsStatus(0, 0, 0, 0);

    private final ServiceVerdict verdict;
    private final ServiceCertificate certificate;
    private final Optional<CertificateStatus> before;
    private final CertificateStatus now;
    private final List<Notice> notices = new ArrayList<>();

    private CertificateNotices(
            ServiceVerdict verdict,
            ServiceCertificate certificate,
            Optional<CertificateStatus> before,
            CertificateStatus now) {
        this.verdict = verdict;
        this.certificate = certificate;
        this.before = before;
        this.now = now;
    }

    static List<Notice> of(
            ServiceVerdict verdict,
            ServiceCertificate certificate,
            Optional<CertificateStatus> before,
            CertificateStatus now) {
        var notices = new CertificateNotices(verdict, certificate, before, now);
        notices.troubles();
        notices.rotation();
        notices.writes();
        return List.copyOf(notices.notices);
    }

    private void troubles() {
        var state = CertificateState.of(certificate);
        var isNew = !said(CertificateStatus::state).equals(Optional.of(state.reason()));
        if (isNew && EXPIRING.contains(state)) {
            add(EventReason.CERTIFICATE_EXPIRING, CertificatesFold.sentence(certificate, state));
        }
        if (isNew && state == CertificateState.STALE_SERVING_CERTIFICATE) {
            add(EventReason.STALE_SERVING_CERTIFICATE, CertificatesFold.sentence(certificate, state));
        }
        var trust = TrustState.of(certificate);
        if (trust == TrustState.TRUST_MISMATCH
                && !said(CertificateStatus::trust).equals(Optional.of(trust.reason()))) {
            add(
                    EventReason.TRUST_MISMATCH,
                    trust.finding(certificate).map(Finding::message).orElse(""));
        }
    }

    private void rotation() {
        var was = before.map(CertificateStatus::rotation);
        var is = Optional.ofNullable(now.rotation());
        if (is.isPresent() && !is.equals(was)) {
            add(EventReason.ROTATION_STARTED, "new certificates are on their way: " + occasion(is) + because());
        }
        if (was.isPresent() && is.isEmpty() && certificate.phase().equals(Optional.of(RotationPhase.STEADY))) {
            add(
                    EventReason.ROTATION_COMPLETED,
                    "every Pod serves a certificate of generation "
                            + certificate.generations().servedMin() + ": " + occasion(was));
        }
        begins(
                RotationPhase.AWAITING_RESTART,
                EventReason.AWAITING_RESTART,
                "Pods go on serving the old certificate: " + certificate.message());
        begins(RotationPhase.BLOCKED_BY_WEBHOOK, EventReason.WRITE_DENIED_BY_WEBHOOK, certificate.message());
        begins(RotationPhase.CONTESTED, EventReason.MANAGER_CONFLICT, certificate.message());
        var known = Present.list(before.map(CertificateStatus::compromised).orElse(null));
        Present.list(now.compromised()).stream()
                .filter(generation -> !known.contains(generation))
                .forEach(generation -> add(
                        EventReason.KEY_COMPROMISE_DECLARED,
                        "the key of generation " + generation + " leaked, and it is trusted still"));
    }

    private void begins(RotationPhase phase, EventReason reason, String note) {
        if (certificate.phase().equals(Optional.of(phase))
                && !said(CertificateStatus::phase).equals(Optional.of(phase.word()))) {
            add(reason, note);
        }
    }

    /** Where names are lost, the message says so. */
    private String because() {
        return certificate.message().isEmpty() ? "" : "; " + certificate.message();
    }

    /** What was there before we ever looked was not written now. */
    private void writes() {
        if (before.isEmpty() || certificate.phase().isEmpty()) {
            return;
        }
        var old = before.map(CertificateStatus::generations).orElse(NONE);
        var generations = certificate.generations();
        var leaf = Optional.ofNullable(now.notAfter()).map(NotAfterStatus::leaf);
        if (generations.secret() > 0
                && !leaf.equals(said(CertificateStatus::notAfter).map(NotAfterStatus::leaf))) {
            add(
                    EventReason.CERTIFICATE_ISSUED,
                    "a certificate of generation " + generations.secret() + " was issued, which ends at "
                            + leaf.orElse("an unknown time"));
        }
        if (!certificate.replacedBy().isEmpty() && old.secret() > 0 && generations.secret() == 0) {
            notice(EventReason.MANAGER_CONFLICT, CertificatesFold.replaced(certificate));
        }
        if (generations.bundleMax() > old.bundleMax()) {
            add(EventReason.CA_BUNDLE_PUBLISHED, "each call site trusts generation " + generations.bundleMax());
        }
        if (old.bundleMin() > 0 && generations.bundleMin() > old.bundleMin()) {
            add(EventReason.CA_BUNDLE_RETIRED, "no call site trusts generation " + old.bundleMin() + " any more");
        }
    }

    private <T> Optional<T> said(Function<CertificateStatus, @Nullable T> what) {
        return before.map(what);
    }

    private static String occasion(Optional<RotationStatus> rotation) {
        return rotation.map(RotationStatus::occasion).orElse("");
    }

    private void add(EventReason reason, String note) {
        notice(reason, certificate.service().name() + ": " + note);
    }

    private void notice(EventReason reason, String note) {
        notices.add(new Notice(reason, verdict, "Service " + note, Optional.empty()));
    }
}
