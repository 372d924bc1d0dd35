package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.webhookisolation.api.v1alpha1.CertificatesSpec;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.model.CertificateManager;
import io.webhookisolation.model.CertificatePolicy;
import io.webhookisolation.model.KeyKind;
import io.webhookisolation.model.LabelSelector;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyConversionTest {

    @Test
    void a_policy_that_says_nothing_audits_all_services_with_the_defaults() {
        // when
        var policy = PolicyConversion.toModel(policy(new PolicySpec(null, null, null, null)));

        // then
        assertThat(policy)
                .isEqualTo(new Policy(
                        "operators",
                        "webhooks",
                        Instant.EPOCH,
                        Mode.AUDIT,
                        LabelSelector.EVERYTHING,
                        1,
                        false,
                        Policy.DEFAULT_LABEL_KEYS,
                        false,
                        false,
                        false,
                        false));
        assertThat(PolicyConversion.toModel(new WebhookIsolationPolicy()).mode())
                .isEqualTo(Mode.AUDIT);
    }

    @Test
    void everything_that_a_policy_says_is_taken_over() {
        // given
        var object = policy(new PolicySpec(
                new LabelSelectorBuilder().addToMatchLabels("app", "lws").build(),
                new SelectorsSpec(
                        SelectorsSpec.Mode.Enforce,
                        2,
                        true,
                        List.of("app"),
                        SelectorsSpec.ManagedObjects.Enforce,
                        SelectorsSpec.WorkloadLabels.WhenNeeded),
                new CertificatesSpec(
                        SelectorsSpec.Mode.Enforce,
                        new CertificatesSpec.Ca("4380h"),
                        new CertificatesSpec.Leaf("240h30m", "50%"),
                        new CertificatesSpec.PrivateKey(CertificatesSpec.Algorithm.RSA, 3072),
                        List.of(CertificatesSpec.TakeOver.Certgen, CertificatesSpec.TakeOver.CertController),
                        "OPS-17",
                        List.of(3, 1),
                        CertificatesSpec.Restart.WhenNeeded),
                PolicySpec.OnDelete.Revert,
                true));
        object.getMetadata().setCreationTimestamp("2026-11-01T08:00:00Z");
        object.getMetadata().setDeletionTimestamp("2026-11-02T08:00:00Z");

        // when
        var policy = PolicyConversion.toModel(object);

        // then
        assertThat(policy)
                .isEqualTo(new Policy(
                        "operators",
                        "webhooks",
                        Instant.parse("2026-11-01T08:00:00Z"),
                        Mode.ENFORCE,
                        new LabelSelector(LabelSet.of("app", "lws"), List.of()),
                        2,
                        true,
                        List.of("app"),
                        true,
                        true,
                        new CertificatePolicy(
                                Mode.ENFORCE,
                                Duration.ofHours(4380),
                                Duration.ofDays(10).plusMinutes(30),
                                50,
                                KeyKind.RSA_3072,
                                Set.of(CertificateManager.CERTGEN, CertificateManager.CERT_CONTROLLER),
                                "OPS-17",
                                new TreeSet<>(List.of(1, 3)),
                                true),
                        true,
                        true,
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "In,           lws, lws,   true",
        "In,           lws, kueue, false",
        "NotIn,        lws, kueue, true",
        "NotIn,        lws, lws,   false",
        "Exists,       lws, kueue, true",
        "DoesNotExist, lws, lws,   false",
        "Near,         lws, lws,   false"
    })
    void requirements_select_as_kubernetes_does_and_unknown_operators_select_nothing(
            String operator, String wanted, String actual, boolean selected) {
        // given
        var selector = new LabelSelectorBuilder()
                .addNewMatchExpression()
                .withKey("app")
                .withOperator(operator)
                .withValues(wanted)
                .endMatchExpression()
                .build();

        // when
        var policy = PolicyConversion.toModel(policy(new PolicySpec(selector, null, null, null)));

        // then
        assertThat(policy.serviceSelector().selects(LabelSet.of("app", actual))).isEqualTo(selected);
    }

    @Test
    void a_time_that_cannot_be_read_counts_as_none() {
        // given
        var object = policy(new PolicySpec(null, null, null, null));
        object.getMetadata().setCreationTimestamp("yesterday");

        // when
        var policy = PolicyConversion.toModel(object);

        // then
        assertThat(policy.created()).isEqualTo(Instant.EPOCH);
    }

    private static WebhookIsolationPolicy policy(PolicySpec spec) {
        var object = new WebhookIsolationPolicy();
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace("operators")
                .withName("webhooks")
                .build());
        object.setSpec(spec);
        return object;
    }
}
