package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.Installation;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How Deployments become Pods. */
@OnControlPlane
class RolloutTest {

    private static final String RELABEL = "{\"spec\":{\"template\":{\"metadata\":{\"labels\":{\"version\":\"two\"}}}}}";

    private final Requests requests;
    private final KubernetesClient client;
    private final String namespace;
    private final Installation lws;

    RolloutTest(ControlPlane plane, TestNamespace namespace) {
        this.requests = Requests.of(plane.client(), namespace.name());
        this.client = plane.client();
        this.namespace = namespace.name();
        this.lws = Installation.of(client, Component.scaffolded("lws").replicas(3), namespace.name())
                .awaitReady();
    }

    @Test
    void podsCarryTheTemplatesLabelsAndTheirRevision() {
        // when
        var set = sets().getFirst();

        // then
        assertThat(pods()).hasSize(3).allSatisfy(pod -> {
            assertThat(pod.getMetadata().getLabels())
                    .containsAllEntriesOf(lws.component().labels())
                    .containsEntry(
                            "pod-template-hash", set.getMetadata().getLabels().get("pod-template-hash"));
            assertThat(pod.getMetadata().getOwnerReferences())
                    .singleElement()
                    .satisfies(owner -> assertThat(owner.getUid())
                            .isEqualTo(set.getMetadata().getUid()));
        });
        assertThat(set.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getKind()).isEqualTo("Deployment"));
    }

    @Test
    void aNewTemplateReplacesAllPodsAndKeepsTheOldSet() {
        // given
        var before = new HashSet<>(
                pods().stream().map(pod -> pod.getMetadata().getUid()).toList());

        // when
        requests.mergePatch(lws.manifests().deployment(), "m", RELABEL);
        lws.awaitReady();

        // then
        await().untilAsserted(() -> assertThat(pods())
                .hasSize(3)
                .noneSatisfy(
                        pod -> assertThat(before).contains(pod.getMetadata().getUid()))
                .allSatisfy(pod -> assertThat(pod.getMetadata().getLabels()).containsEntry("version", "two")));
        assertThat(sets()).extracting(set -> set.getSpec().getReplicas()).containsExactlyInAnyOrder(0, 3);
    }

    @Test
    void aTemplateThatNeverBecomesReadyLeavesTheOldPodsInPlace() {
        // when
        requests.jsonPatch(
                lws.manifests().deployment(),
                "m",
                "[{\"op\":\"add\",\"path\":\"/spec/template/spec/containers/0/args/-\",\"value\":\"--not-ready\"}]");

        // then
        await().untilAsserted(() -> {
            var status = client.resource(lws.manifests().deployment()).get().getStatus();
            assertThat(status.getObservedGeneration()).isEqualTo(2);
            assertThat(status.getUpdatedReplicas()).isEqualTo(1);
            assertThat(status.getReplicas()).isEqualTo(4);
            assertThat(status.getAvailableReplicas()).isEqualTo(3);
        });
        assertThat(lws.readyEndpoints()).hasSize(3);
    }

    @Test
    void aScaledDeploymentHasThatManyPods() {
        // when
        requests.mergePatch(lws.manifests().deployment(), "m", "{\"spec\":{\"replicas\":1}}");

        // then
        await().untilAsserted(() -> assertThat(pods()).hasSize(1));
    }

    @Test
    void aDeploymentTakesItsSetsAndPodsWithIt() {
        // when
        client.resource(lws.manifests().deployment()).delete();

        // then
        await().untilAsserted(() -> {
            assertThat(sets()).isEmpty();
            assertThat(pods()).isEmpty();
        });
    }

    @Test
    void theSelectorOfADeploymentCannotBeChanged() {
        // when
        var refusal = Requests.refusal(() -> requests.mergePatch(
                lws.manifests().deployment(), "m", "{\"spec\":{\"selector\":{\"matchLabels\":{\"x\":\"y\"}}}}"));

        // then
        assertThat(refusal.getCode()).isEqualTo(422);
        assertThat(refusal.getMessage()).contains("field is immutable");
    }

    private List<Pod> pods() {
        return client.pods().inNamespace(namespace).list().getItems().stream()
                .filter(pod -> Objects.isNull(pod.getMetadata().getDeletionTimestamp()))
                .toList();
    }

    private List<ReplicaSet> sets() {
        return client.resources(ReplicaSet.class).inNamespace(namespace).list().getItems();
    }
}
