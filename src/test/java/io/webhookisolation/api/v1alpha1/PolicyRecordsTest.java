package io.webhookisolation.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyRecordsTest {

    static List<Path> valid() {
        return CrdExamplesTest.valid();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void a_policy_survives_the_way_into_records_and_back(Path example) {
        // given
        var text = CrdExamplesTest.read(example);

        // when
        var policy = Serialization.unmarshal(text, WebhookIsolationPolicy.class);
        var written = PolicySchema.yaml(Serialization.asYaml(policy));

        // then
        assertThat(written).isEqualTo(PolicySchema.yaml(text));
    }

    @Test
    void what_is_absent_is_null_in_the_records_and_absent_again_when_written() {
        // given
        var text = """
                apiVersion: webhook-isolation.io/v1alpha1
                kind: WebhookIsolationPolicy
                spec:
                  selectors: {}
                """;

        // when
        var policy = Serialization.unmarshal(text, WebhookIsolationPolicy.class);

        // then
        assertThat(policy.getSpec())
                .isEqualTo(new PolicySpec(null, new SelectorsSpec(null, null, null, null, null, null), null, null));
        assertThat(policy.getStatus()).isNull();
        assertThat(Serialization.asJson(policy))
                .contains("\"spec\":{\"selectors\":{}}")
                .doesNotContain("null");
    }

    @Test
    void a_field_of_a_later_version_is_ignored() {
        // given
        var text = """
                spec:
                  suspend: true
                  certificates: {restart: WhenNeeded}
                  guard: {mode: Warn}
                  selectors: {workloadLabels: Never}
                status:
                  leader: a
                  summary: {rotating: 1}
                  services:
                    - name: lws-webhook-service
                      class: Isolated
                      certificate: {}
                      selector: {next: {}}
                      backOff: {cause: a, count: 1, until: b, by: c}
                """;

        // when
        var policy = Serialization.unmarshal(text, WebhookIsolationPolicy.class);

        // then
        assertThat(policy.getSpec().suspend()).isTrue();
    }

    @Test
    void a_word_of_a_later_version_means_the_choice_that_writes_nothing() {
        // given
        var text = """
                spec:
                  onDelete: Archive
                  selectors: {mode: Rotate, managedObjects: Adopt, workloadLabels: Always}
                  certificates: {mode: Adopt, takeOver: [Kyverno, Certgen], restart: Always}
                """;

        // when
        var spec = Serialization.unmarshal(text, WebhookIsolationPolicy.class).getSpec();

        // then
        assertThat(spec.onDelete()).isEqualTo(PolicySpec.OnDelete.Retain);
        assertThat(spec.selectors()).isNotNull().extracting(SelectorsSpec::mode).isEqualTo(SelectorsSpec.Mode.Audit);
        assertThat(spec.selectors())
                .isNotNull()
                .extracting(SelectorsSpec::managedObjects)
                .isEqualTo(SelectorsSpec.ManagedObjects.Suggest);
        assertThat(spec.selectors())
                .isNotNull()
                .extracting(SelectorsSpec::workloadLabels)
                .isEqualTo(SelectorsSpec.WorkloadLabels.Never);
        assertThat(spec.certificates())
                .isNotNull()
                .extracting(CertificatesSpec::mode)
                .isEqualTo(SelectorsSpec.Mode.Audit);
        assertThat(spec.certificates())
                .isNotNull()
                .extracting(CertificatesSpec::takeOver)
                .isEqualTo(Arrays.asList(null, CertificatesSpec.TakeOver.Certgen));
        assertThat(spec.certificates())
                .isNotNull()
                .extracting(CertificatesSpec::restart)
                .isEqualTo(CertificatesSpec.Restart.Never);
    }
}
