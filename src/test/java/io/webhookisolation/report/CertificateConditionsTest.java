package io.webhookisolation.report;

import static io.webhookisolation.report.Certificates.at;
import static io.webhookisolation.report.Certificates.audited;
import static io.webhookisolation.report.Certificates.replaced;
import static io.webhookisolation.report.Certificates.unseen;
import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.ServicePlans.isolated;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.ServiceCertificate;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions CertificatesReady, CABundlesTrusted and RotationProgressing. */
class CertificateConditionsTest {

    @ParameterizedTest
    @CsvSource({
        "WI204, False, Expired, Trusted",
        "WI202, False, SharedServingSecret, Trusted",
        "WI201, False, StaleServingCertificate, Trusted",
        "WI205, False, EndsSoon, Trusted",
        "WI203, True, AuditMode, TrustMismatch",
        "WI207, True, AuditMode, TrustMismatch",
        "WI206, True, AuditMode, BundleInvalid"
    })
    void a_finding_decides_whether_certificates_are_ready_and_trusted(
            FindingCode code, String ready, String state, String trust) {
        // when
        var certificate = audited("a", code);

        // then
        assertThat(told(ConditionType.CERTIFICATES_READY, certificate)).contains(ready + " " + state);
        assertThat(told(ConditionType.CA_BUNDLES_TRUSTED, certificate))
                .contains((trust.equals("Trusted") ? "True " : "False ") + trust);
    }

    @ParameterizedTest
    @CsvSource({
        "STEADY, Issued, ''",
        "TRUST_DWELL, Renewing, True TrustDwell",
        "AWAITING_RESTART, AwaitingRestart, True AwaitingRestart",
        "CONSENT_MISSING, Issued, False ConsentMissing",
        "MANAGED_ELSEWHERE, ManagedElsewhere, ''"
    })
    void a_phase_is_told_where_certificates_are_in_order(RotationPhase phase, String state, String progress) {
        // when
        var certificate = at("a", phase);

        // then
        assertThat(told(ConditionType.CERTIFICATES_READY, certificate)).contains("True " + state);
        assertThat(told(ConditionType.ROTATION_PROGRESSING, certificate).orElse(""))
                .isEqualTo(progress);
    }

    @Test
    void a_secret_that_nobody_mounts_is_not_ready() {
        assertThat(told(ConditionType.CERTIFICATES_READY, at("a", RotationPhase.NOT_MOUNTED)))
                .contains("False NotMounted");
    }

    @Test
    void what_nobody_could_be_asked_about_is_unknown() {
        assertThat(told(ConditionType.CERTIFICATES_READY, unseen("a"))).contains("Unknown ProbeUnavailable");
        assertThat(told(ConditionType.CA_BUNDLES_TRUSTED, unseen("a"))).contains("Unknown ProbeUnavailable");
    }

    @Test
    void the_worst_of_several_wins_and_those_in_order_are_not_named() {
        // when
        var condition = condition(
                        ConditionType.CERTIFICATES_READY,
                        audited("a"),
                        audited("b", FindingCode.WI205),
                        audited("c", FindingCode.WI204))
                .orElseThrow();

        // then
        assertThat(condition.getReason()).isEqualTo("Expired");
        assertThat(condition.getMessage()).isEqualTo("WI204 of c; WI205 of b");
    }

    @Test
    void a_stop_is_told_before_what_moves_on_by_itself() {
        // when
        var condition = condition(
                        ConditionType.ROTATION_PROGRESSING,
                        at("a", RotationPhase.PROPAGATE),
                        at("b", RotationPhase.BLOCKED_BY_WEBHOOK))
                .orElseThrow();

        // then
        assertThat(condition.getStatus() + " " + condition.getReason()).isEqualTo("False BlockedByWebhook");
        assertThat(condition.getMessage()).isEqualTo("b is at BlockedByWebhook: because; a is at Propagate: because");
    }

    @Test
    void who_undoes_us_is_contested() {
        assertThat(told(ConditionType.CONTESTED, at("a", RotationPhase.PROPAGATE)))
                .isEmpty();
        assertThat(told(ConditionType.CONTESTED, replaced("a", "helm"))).contains("True SecretReplaced");
        var both = condition(ConditionType.CONTESTED, replaced("a", "helm"), at("b", RotationPhase.CONTESTED))
                .orElseThrow();
        assertThat(both.getReason()).isEqualTo("BundleReverted");
        assertThat(both.getMessage())
                .isEqualTo("b is at Contested: because; a: helm wrote a certificate into its Secret that is none of"
                        + " ours, where one of ours was");
    }

    @Test
    void nothing_is_said_where_nothing_is_known() {
        assertThat(Arrays.stream(ConditionType.values())
                        .map(type -> condition(type))
                        .flatMap(Optional::stream)
                        .map(Condition::getType))
                .containsExactly("Ready", "Isolated", "SelectorsApplied");
    }

    private static Optional<String> told(ConditionType type, ServiceCertificate... certificates) {
        return condition(type, certificates).map(condition -> condition.getStatus() + " " + condition.getReason());
    }

    private static Optional<Condition> condition(ConditionType type, ServiceCertificate... certificates) {
        var sample = evaluation();
        for (var certificate : certificates) {
            sample.with(isolated(certificate.service().name())).with(certificate);
        }
        return ConditionSet.previous(sample.status(), type);
    }
}
