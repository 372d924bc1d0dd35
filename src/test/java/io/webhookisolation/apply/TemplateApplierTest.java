package io.webhookisolation.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.convert.AppliedAnnotation;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.model.TemplateRecord;
import io.webhookisolation.scenario.ControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Deployment without Pods, which its owner applies server-side. */
@OnControlPlane
class TemplateApplierTest {

    private static final Map<String, String> SCAFFOLD = Map.of("control-plane", "controller-manager");
    private static final LabelSet NAME = LabelSet.of("app.kubernetes.io/name", "lws");
    private static final String OWNER = "kustomize-controller";

    private final KubernetesClient client;
    private final String namespace;
    private final Applier applier;

    TemplateApplierTest(ControlPlane plane, TestNamespace namespace) {
        this.client = plane.client();
        this.namespace = namespace.name();
        this.applier = new Applier(client);
    }

    @BeforeEach
    void theOwnerApplies() {
        apply();
        awaitObserved();
    }

    @Test
    void aLabelIsAddedAndRemovedWithoutATrace() {
        // when
        var labelled = applier.apply(label(deployment()));

        // then
        assertThat(labelled).isInstanceOf(StepResult.Done.class);
        assertThat(templateLabels()).isEqualTo(LabelSet.of(SCAFFOLD).plus(NAME).entries());
        assertThat(deployment().getSpec().getSelector().getMatchLabels()).isEqualTo(SCAFFOLD);
        assertThat(deployment().getMetadata().getAnnotations())
                .hasEntrySatisfying(
                        AppliedAnnotation.NAME,
                        text -> assertThat(AppliedAnnotation.readTemplate(text)).contains(record()));
        awaitNoEntryOfOurs();

        // when
        var restored = applier.apply(unlabel(deployment()));

        // then
        assertThat(restored).isInstanceOf(StepResult.Done.class);
        assertThat(templateLabels()).isEqualTo(SCAFFOLD);
        assertThat(deployment().getMetadata().getAnnotations()).doesNotContainKey(AppliedAnnotation.NAME);
        awaitNoEntryOfOurs();
    }

    @Test
    void theOwnersServerSideApplyKeepsTheLabelAndMeetsNoConflict() {
        // given
        assertThat(applier.apply(label(deployment()))).isInstanceOf(StepResult.Done.class);
        awaitNoEntryOfOurs();

        // when: not forced
        apply();

        // then
        assertThat(templateLabels()).isEqualTo(LabelSet.of(SCAFFOLD).plus(NAME).entries());
    }

    @Test
    void aDeploymentThatMovedIsLeftAlone() {
        // given
        var decidedOn = deployment();
        client.resource(decidedOn)
                .edit(deployment -> new DeploymentBuilder(deployment)
                        .editMetadata()
                        .addToAnnotations("moved", "since")
                        .endMetadata()
                        .build());

        // when
        var result = applier.apply(label(decidedOn));

        // then
        assertThat(result).isInstanceOf(StepResult.Moved.class);
        assertThat(templateLabels()).isEqualTo(SCAFFOLD);
    }

    @Test
    void aTemplateThatIsNotAsItWasSeenIsLeftAlone() {
        // given
        var seen = label(deployment());
        var other = new Step.LabelTemplate(
                seen.service(),
                seen.workload(),
                seen.uid(),
                seen.resourceVersion(),
                LabelSet.of("control-plane", "other"),
                seen.add(),
                seen.annotated(),
                seen.record(),
                seen.reason());

        // when
        var result = applier.apply(other);

        // then
        assertThat(result).isInstanceOf(StepResult.Moved.class);
        assertThat(templateLabels()).isEqualTo(SCAFFOLD);
    }

    @Test
    void aLabelThatTheTemplateHasIsNeverWritten() {
        // given
        var step = new Step.LabelTemplate(
                service(),
                key(),
                "uid",
                "7",
                LabelSet.of(SCAFFOLD),
                LabelSet.of("control-plane", "other"),
                true,
                record(),
                "why");

        // when, then
        assertThatThrownBy(() -> applier.apply(step))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must add labels to others and change none");
    }

    @Test
    void aLabelThatIsNotOursAnyMoreIsNotRemoved() {
        // given
        var step = unlabel(deployment());

        // when
        var result = applier.apply(step);

        // then
        assertThat(result).isInstanceOf(StepResult.Moved.class);
        assertThat(templateLabels()).isEqualTo(SCAFFOLD);
    }

    private void apply() {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("lws")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(0)
                        .withNewSelector()
                        .withMatchLabels(SCAFFOLD)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(SCAFFOLD)
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
                .fieldManager(OWNER)
                .serverSideApply();
    }

    /** Afterwards the controller leaves it alone. */
    private void awaitObserved() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> deployment().getStatus() != null
                        && deployment()
                                .getMetadata()
                                .getGeneration()
                                .equals(deployment().getStatus().getObservedGeneration()));
    }

    /** The controller writes the status meanwhile, so that the first try may find that the Deployment moved. */
    private void awaitNoEntryOfOurs() {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            var seen = deployment().getMetadata();
            applier.apply(
                    new Step.ReleaseTemplate(service(), key(), seen.getUid(), seen.getResourceVersion(), "left over"));
            return deployment().getMetadata().getManagedFields().stream()
                    .map(ManagedFieldsEntry::getManager)
                    .noneMatch("webhook-isolation"::equals);
        });
        awaitObserved();
    }

    private Step.LabelTemplate label(Deployment seen) {
        return new Step.LabelTemplate(
                service(),
                key(),
                seen.getMetadata().getUid(),
                seen.getMetadata().getResourceVersion(),
                LabelSet.of(seen.getSpec().getTemplate().getMetadata().getLabels()),
                NAME,
                !seen.getMetadata().getAnnotations().isEmpty(),
                record(),
                "its Pods carry no label of their own");
    }

    private Step.UnlabelTemplate unlabel(Deployment seen) {
        return new Step.UnlabelTemplate(
                service(),
                key(),
                seen.getMetadata().getUid(),
                seen.getMetadata().getResourceVersion(),
                NAME,
                "the policy goes");
    }

    private static TemplateRecord record() {
        return new TemplateRecord(NAME, "lws-webhook", Instant.parse("2026-11-23T10:00:00Z"), "operators/webhooks");
    }

    private ServiceReference service() {
        return new ServiceReference(namespace, "lws-webhook");
    }

    private ObjectKey key() {
        return ObjectKey.live("apps/v1", "Deployment", namespace, "lws");
    }

    private Map<String, String> templateLabels() {
        return deployment().getSpec().getTemplate().getMetadata().getLabels();
    }

    private Deployment deployment() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("lws")
                .require();
    }
}
