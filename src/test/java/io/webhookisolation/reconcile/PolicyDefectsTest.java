package io.webhookisolation.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.webhookisolation.api.v1alpha1.CertificatesSpec;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDefectsTest {

    @ParameterizedTest
    @CsvSource({
        "Near, 1, 'operator Near is none of In, NotIn, Exists and DoesNotExist'",
        "In, 0, operator In needs values",
        "NotIn, 0, operator NotIn needs values",
        "Exists, 1, operator Exists needs no values",
        "DoesNotExist, 1, operator DoesNotExist needs no values"
    })
    void namesFieldAndRule(String operator, int values, String rule) {
        // when
        var defect = PolicyDefects.of(policy(operator, values));

        // then
        assertThat(defect).contains("spec.serviceSelector.matchExpressions, key tier: " + rule);
    }

    @ParameterizedTest
    @CsvSource({"In, 1", "NotIn, 2", "Exists, 0", "DoesNotExist, 0"})
    void acceptsWhatTheSchemaAccepts(String operator, int values) {
        assertThat(PolicyDefects.of(policy(operator, values))).isEmpty();
    }

    @Test
    void namesWhatIsWrongAboutCertificates() {
        // given
        var policy = new WebhookIsolationPolicy();
        var leaf = new CertificatesSpec.Leaf("8760h", "67%");
        policy.setSpec(new PolicySpec(
                null, null, new CertificatesSpec(null, null, leaf, null, null, null, null, null), null, null));

        // when
        var defect = PolicyDefects.of(policy);

        // then
        assertThat(defect).hasValueSatisfying(text -> assertThat(text).startsWith("spec.certificates: "));
    }

    @Test
    void aPolicyWithoutSpecIsDefective() {
        assertThat(PolicyDefects.of(new WebhookIsolationPolicy())).contains("spec is missing");
    }

    private static WebhookIsolationPolicy policy(String operator, int values) {
        var requirement =
                new LabelSelectorRequirement("tier", operator, List.of("a", "b").subList(0, values));
        var policy = new WebhookIsolationPolicy();
        policy.setSpec(new PolicySpec(
                new LabelSelectorBuilder().addToMatchExpressions(requirement).build(), null, null, null));
        return policy;
    }
}
