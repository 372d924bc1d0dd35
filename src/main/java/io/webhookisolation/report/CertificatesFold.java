package io.webhookisolation.report;

import io.webhookisolation.model.Finding;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.ServiceCertificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Folds the certificates of many Services into four conditions: the worst wins, then the name. */
final class CertificatesFold {

    /** Worst first: what a person has to see to, then what moves on by itself. */
    private static final List<RotationPhase> PHASES = List.of(
            RotationPhase.BLOCKED_BY_WEBHOOK,
            RotationPhase.CONTESTED,
            RotationPhase.SECRET_NOT_OURS,
            RotationPhase.CONSENT_MISSING,
            RotationPhase.NOT_MOUNTED,
            RotationPhase.PROBE_UNAVAILABLE,
            RotationPhase.SUSPENDED,
            RotationPhase.AWAITING_RESTART,
            RotationPhase.PREPARE,
            RotationPhase.PUBLISH_TRUST,
            RotationPhase.TRUST_DWELL,
            RotationPhase.ISSUE_LEAF,
            RotationPhase.PROPAGATE,
            RotationPhase.COMPLETE);

    private final List<ServiceCertificate> certificates;

    CertificatesFold(List<ServiceCertificate> certificates) {
        this.certificates = certificates;
    }

    /** Condition CertificatesReady; empty if nothing is known of any. */
    Optional<Verdict> ready() {
        return worst(CertificateState::of).map(state -> {
            var faulty = sentences(CertificateState::of, certificate -> {
                var own = CertificateState.of(certificate);
                return own.truth() == Truth.TRUE ? Optional.empty() : Optional.of(sentence(certificate, own));
            });
            return new Verdict(state.truth(), state.reason(), faulty.isEmpty() ? inOrder() : Sentences.listed(faulty));
        });
    }

    /** Condition CABundlesTrusted; empty if nothing is known of any. */
    Optional<Verdict> trusted() {
        return worst(TrustState::of).map(state -> {
            var faulty = sentences(TrustState::of, certificate -> {
                var own = TrustState.of(certificate);
                return own.truth() == Truth.TRUE
                        ? Optional.empty()
                        : Optional.of(
                                own.finding(certificate).map(Finding::message).orElseGet(() -> unseen(certificate)));
            });
            return new Verdict(
                    state.truth(),
                    state.reason(),
                    faulty.isEmpty()
                            ? "Each call site trusts what " + Sentences.counted(certificates.size(), "webhook Service")
                                    + (certificates.size() == 1 ? " serves" : " serve")
                            : Sentences.listed(faulty));
        });
    }

    /** Condition RotationProgressing; empty while none is on its way and none is held up. */
    Optional<Verdict> progressing() {
        var moving = certificates.stream()
                .filter(certificate ->
                        certificate.phase().filter(PHASES::contains).isPresent())
                .sorted(Comparator.<ServiceCertificate>comparingInt(certificate ->
                                PHASES.indexOf(certificate.phase().orElseThrow()))
                        .thenComparing(ServiceCertificate::service))
                .toList();
        if (moving.isEmpty()) {
            return Optional.empty();
        }
        var worst = moving.getFirst().phase().orElseThrow();
        var progresses = worst.isUnderWay() || worst == RotationPhase.AWAITING_RESTART;
        return Optional.of(new Verdict(
                progresses ? Truth.TRUE : Truth.FALSE,
                worst.word(),
                Sentences.listed(moving.stream().map(CertificatesFold::standing).toList())));
    }

    /** Condition Contested, as far as it is about certificates; empty while nobody undoes us. */
    Optional<Verdict> contested() {
        var bundles = told(CertificatesFold::isBundleReverted, CertificatesFold::standing);
        var secrets = told(certificate -> !certificate.replacedBy().isEmpty(), CertificatesFold::replaced);
        var sentences = Stream.concat(bundles.stream(), secrets.stream()).toList();
        return sentences.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Truth.TRUE,
                        bundles.isEmpty() ? "SecretReplaced" : "BundleReverted",
                        Sentences.listed(sentences)));
    }

    static boolean isBundleReverted(ServiceCertificate certificate) {
        return certificate.phase().equals(Optional.of(RotationPhase.CONTESTED));
    }

    /** Who did what to its Secret. */
    static String replaced(ServiceCertificate certificate) {
        return certificate.service().name() + ": " + certificate.replacedBy()
                + " wrote a certificate into its Secret that is none of ours, where one of ours was";
    }

    private List<String> told(Predicate<ServiceCertificate> which, Function<ServiceCertificate, String> sentence) {
        return certificates.stream()
                .filter(which)
                .sorted(Comparator.comparing(ServiceCertificate::service))
                .map(sentence)
                .toList();
    }

    private <S extends Enum<S>> Optional<S> worst(Function<ServiceCertificate, S> state) {
        return certificates.stream().map(state).min(Comparator.naturalOrder());
    }

    private <S extends Enum<S>> List<String> sentences(
            Function<ServiceCertificate, S> state, Function<ServiceCertificate, Optional<String>> sentence) {
        return certificates.stream()
                .sorted(Comparator.comparing(state).thenComparing(ServiceCertificate::service))
                .flatMap(certificate -> sentence.apply(certificate).stream())
                .distinct()
                .toList();
    }

    private String inOrder() {
        var first = certificates.stream()
                .flatMap(certificate -> certificate.notAfter().servedMin().stream())
                .min(Comparator.naturalOrder())
                .map(Instant::toString)
                .orElse("an unknown time");
        return Sentences.counted(certificates.size(), "webhook Service")
                + " with certificates in order; the first of them ends at " + first;
    }

    static String sentence(ServiceCertificate certificate, CertificateState state) {
        return state.finding(certificate)
                .map(Finding::message)
                .orElseGet(() ->
                        state == CertificateState.PROBE_UNAVAILABLE ? unseen(certificate) : standing(certificate));
    }

    private static String unseen(ServiceCertificate certificate) {
        return "nobody could be asked what " + certificate.service().name() + " serves";
    }

    /** Where a rotation stands. */
    static String standing(ServiceCertificate certificate) {
        var phase = certificate.phase().map(RotationPhase::word).orElse("none");
        return certificate.service().name() + " is at " + phase
                + (certificate.message().isEmpty() ? "" : ": " + certificate.message());
    }
}
