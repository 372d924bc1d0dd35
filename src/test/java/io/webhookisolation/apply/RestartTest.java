package io.webhookisolation.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.model.CertificateStep.RestartWorkload;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.scenario.ControlPlane;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Deployment without Pods, which its owner applies server-side, is restarted. */
@OnControlPlane
class RestartTest {

    private static final Map<String, String> OF_THE_OWNER = Map.of("owner", "annotation");

    private final KubernetesClient client;
    private final String namespace;
    private final CertificateApplier applier;

    RestartTest(ControlPlane plane, TestNamespace namespace) {
        this.client = plane.client();
        this.namespace = namespace.name();
        this.applier = new CertificateApplier(client);
    }

    @BeforeEach
    void theOwnerApplies() {
        apply();
        // Afterwards the controller leaves it alone.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> deployment().getStatus() != null
                        && deployment()
                                .getMetadata()
                                .getGeneration()
                                .equals(deployment().getStatus().getObservedGeneration()));
    }

    @Test
    void onlyOurAnnotationOfTheTemplateChanges() {
        var before = deployment();

        var result = applier.apply(restart(before, "1f"));

        assertThat(result).isInstanceOf(StepResult.Done.class);
        var template = deployment().getSpec().getTemplate();
        assertThat(template.getMetadata().getAnnotations())
                .containsAllEntriesOf(OF_THE_OWNER)
                .containsEntry(RestartWorkload.ANNOTATION, "1f")
                .hasSize(2);
        assertThat(template.getMetadata().getLabels())
                .isEqualTo(before.getSpec().getTemplate().getMetadata().getLabels());
        assertThat(template.getSpec()).isEqualTo(before.getSpec().getTemplate().getSpec());
    }

    @Test
    void theOwnersServerSideApplyRollsNothingBackAndMeetsNoConflict() {
        assertThat(applier.apply(restart(deployment(), "1f"))).isInstanceOf(StepResult.Done.class);

        // not forced
        apply();

        assertThat(deployment().getSpec().getTemplate().getMetadata().getAnnotations())
                .containsEntry(RestartWorkload.ANNOTATION, "1f");
    }

    @Test
    void aDeploymentThatMovedIsNotRestarted() {
        var decidedOn = deployment();
        client.resource(decidedOn)
                .edit(deployment -> new DeploymentBuilder(deployment)
                        .editMetadata()
                        .addToAnnotations("moved", "since")
                        .endMetadata()
                        .build());

        var result = applier.apply(restart(decidedOn, "1f"));

        assertThat(result).isInstanceOf(StepResult.Moved.class);
        assertThat(deployment().getSpec().getTemplate().getMetadata().getAnnotations())
                .isEqualTo(OF_THE_OWNER);
    }

    private RestartWorkload restart(Deployment seen, String leaf) {
        return new RestartWorkload(
                ObjectKey.live("apps/v1", "Deployment", namespace, "lws"),
                seen.getMetadata().getUid(),
                seen.getMetadata().getResourceVersion(),
                leaf,
                "why");
    }

    private void apply() {
        var labels = Map.of("control-plane", "controller-manager");
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("lws")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(0)
                        .withNewSelector()
                        .withMatchLabels(labels)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(labels)
                        .withAnnotations(OF_THE_OWNER)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("manager")
                        .withImage("example.org/manager")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .fieldManager("kustomize-controller")
                .serverSideApply();
    }

    private Deployment deployment() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("lws")
                .require();
    }
}
