package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.RealOnly;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.Installation;
import io.webhookisolation.scenario.Once;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who refuses a write is told by the message alone: a webhook, an admission policy, or a missing permission. */
@OnControlPlane
class DenialTest {

    private final ControlPlane plane;
    private final Requests requests;
    private final String namespace;

    DenialTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.requests = Requests.of(plane.client(), namespace.name());
        this.namespace = namespace.name();
    }

    @Test
    void aWebhookThatDeniesIsNamed() {
        // given
        var lws = Installation.of(plane.client(), Component.scaffolded("lws").running(Component.DENYING), namespace)
                .awaitReady();

        // when
        var refusal = lws.call();

        // then
        assertThat(refusal.orElseThrow()).contains("admission webhook \"vlws.kb.io\" denied the request");
    }

    @Test
    @RealOnly(because = "no ValidatingAdmissionPolicy")
    void anAdmissionPolicyThatDeniesIsNamed() {
        // given
        var service = requests.createService("lws", Map.of("a", "1"));
        forbidSelectorsWithKey("b");

        // when
        var refusal = new AtomicReference<KubernetesClientException>();
        await().until(() -> {
            refusal.set(Requests.refusal(
                    () -> requests.mergePatch(service, "m", "{\"spec\":{\"selector\":{\"b\":\"2\"}}}")));
            return refusal.get() != null;
        });

        // then
        assertThat(refusal.get().getCode()).isEqualTo(422);
        assertThat(refusal.get().getStatus().getMessage())
                .contains("ValidatingAdmissionPolicy '" + namespace + "' with binding '" + namespace
                        + "' denied request");
    }

    @Test
    void aMissingPermissionIsToldInOtherWords() {
        // given
        var service = requests.createService("lws", Map.of("a", "1"));
        var account = plane.operatorIn(namespace);
        account.deny("patch", "", "services");

        try (var client = account.client()) {
            // when
            var refusal = Requests.refusal(() -> new Requests(Once.of(client), namespace)
                    .mergePatch(service, "m", "{\"spec\":{\"selector\":{\"b\":\"2\"}}}"));

            // then
            assertThat(refusal.getCode()).isEqualTo(403);
            assertThat(refusal.getStatus().getMessage())
                    .contains("User \"" + account.user() + "\" cannot patch resource \"services\"")
                    .doesNotContain("denied");
        }
    }

    private void forbidSelectorsWithKey(String key) {
        var client = requests.client();
        client.resource(new ValidatingAdmissionPolicyBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withFailurePolicy("Fail")
                        .withNewMatchConstraints()
                        .addNewResourceRule()
                        .withApiGroups("")
                        .withApiVersions("v1")
                        .withOperations("UPDATE")
                        .withResources("services")
                        .endResourceRule()
                        .withNewNamespaceSelector()
                        .addToMatchLabels("kubernetes.io/metadata.name", namespace)
                        .endNamespaceSelector()
                        .endMatchConstraints()
                        .addNewValidation()
                        .withExpression("!('" + key + "' in object.spec.selector)")
                        .endValidation()
                        .endSpec()
                        .build())
                .create();
        client.resource(new ValidatingAdmissionPolicyBindingBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withPolicyName(namespace)
                        .withValidationActions("Deny")
                        .endSpec()
                        .build())
                .create();
    }
}
