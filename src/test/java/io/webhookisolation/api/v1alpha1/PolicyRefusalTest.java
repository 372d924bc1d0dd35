package io.webhookisolation.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.api.v1alpha1.PolicySchema.Violation;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.RealOnly;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.Once;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The API server refuses what the examples say it refuses, so {@link PolicySchema} may speak for it elsewhere. */
@OnControlPlane
@RealOnly(because = "no schema, no CEL, no pruning")
class PolicyRefusalTest {

    private final PolicySchema schema = PolicySchema.committed();
    private final KubernetesClient client;
    private final String namespace;

    PolicyRefusalTest(ControlPlane plane, TestNamespace namespace) {
        this.client = Once.of(plane.client());
        this.namespace = namespace.name();
    }

    @Test
    void eachRuleIsToldInOurSentenceAndNamesItsField() {
        // when
        var told = CrdExamplesTest.invalid().stream()
                .flatMap(example -> told(example).stream())
                .collect(Collectors.toSet());

        // then
        assertThat(schema.rules().all())
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(told).anySatisfy(violation -> {
                    assertThat(violation.field()).isEqualTo(rule.field());
                    assertThat(violation.sentence()).endsWith(": " + rule.message());
                }));
    }

    @Test
    void eachInvalidExampleIsRefusedForItsField() {
        assertThat(CrdExamplesTest.invalid()).allSatisfy(example -> {
            var field = schema.violations(PolicySchema.yaml(CrdExamplesTest.read(example)))
                    .getFirst()
                    .field();
            assertThat(told(example)).extracting(Violation::field).containsExactly(field);
        });
    }

    @Test
    void eachValidExampleIsAccepted() {
        assertThat(CrdExamplesTest.valid())
                .isNotEmpty()
                .allSatisfy(example -> assertThat(told(example)).isEmpty());
    }

    private List<Violation> told(Path example) {
        var policy = Serialization.unmarshal(CrdExamplesTest.read(example), GenericKubernetesResource.class);
        policy.getMetadata().setNamespace(namespace);
        var ofSpec = refusal(
                () -> client.resource(policy).fieldValidation(Validation.STRICT).create());
        return ofSpec.isEmpty() ? toldOfStatus(policy) : ofSpec;
    }

    /** A create drops the status unseen, so it is written to the policy that is there now; which is then deleted. */
    private List<Violation> toldOfStatus(GenericKubernetesResource policy) {
        var created = client.resource(policy).get();
        try {
            policy.getMetadata().setResourceVersion(created.getMetadata().getResourceVersion());
            return refusal(() -> client.resource(policy).updateStatus());
        } finally {
            client.resource(created).delete();
        }
    }

    private static List<Violation> refusal(ThrowingCallable request) {
        return Optional.ofNullable(catchThrowableOfType(KubernetesClientException.class, request))
                .map(PolicyRefusalTest::violations)
                .orElseGet(List::of);
    }

    /** An unknown field is told of as text only; a cause without a field says that rules were left out after a misfit. */
    private static List<Violation> violations(KubernetesClientException refusal) {
        var details = refusal.getStatus().getDetails();
        if (refusal.getCode() == 422) {
            return details.getCauses().stream()
                    .filter(cause -> !cause.getField().equals("<nil>"))
                    .map(cause -> new Violation(cause.getField(), cause.getMessage()))
                    .toList();
        }
        var message = refusal.getStatus().getMessage();
        return List.of(new Violation(message.replaceAll("(?s).*unknown field \"([^\"]+)\".*", "$1"), message));
    }
}
