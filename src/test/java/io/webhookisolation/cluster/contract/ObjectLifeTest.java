package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.ComponentManifests;
import io.webhookisolation.scenario.ControlPlane;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the server does to an object between its creation and its end. */
@OnControlPlane
class ObjectLifeTest {

    private final Requests requests;
    private final String namespace;

    ObjectLifeTest(ControlPlane plane, TestNamespace namespace) {
        this.requests = Requests.of(plane.client(), namespace.name());
        this.namespace = namespace.name();
    }

    @Test
    void generationRisesWithTheSpecAlone() {
        // given
        var created = createDeployment();

        // when
        var labelled = requests.mergePatch(created, "m", "{\"metadata\":{\"labels\":{\"x\":\"y\"}}}");
        var scaled = requests.mergePatch(created, "m", "{\"spec\":{\"replicas\":0}}");

        // then
        assertThat(created.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(labelled.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(scaled.getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    void aServiceHasNoGeneration() {
        // given
        var created = requests.createService("lws", Map.of("a", "1"));

        // when
        var changed = requests.mergePatch(created, "m", "{\"spec\":{\"selector\":{\"b\":\"2\"}}}");

        // then
        assertThat(created.getMetadata().getGeneration()).isNull();
        assertThat(changed.getMetadata().getGeneration()).isNull();
    }

    @Test
    void aNewObjectGetsItsIdentityFromTheServer() {
        // given
        var wanted = requests.service("lws", Map.of("a", "1"))
                .edit()
                .editMetadata()
                .withUid("mine")
                .withCreationTimestamp("2000-01-01T00:00:00Z")
                .endMetadata()
                .build();

        // when
        var created = requests.client().resource(wanted).create();

        // then
        assertThat(created.getMetadata().getUid()).isNotEqualTo("mine").isNotEmpty();
        assertThat(created.getMetadata().getCreationTimestamp())
                .startsWith("20")
                .isNotEqualTo("2000-01-01T00:00:00Z");
        assertThat(created.getMetadata().getResourceVersion()).isNotEmpty();
    }

    @Test
    void aGeneratedNameBeginsWithItsPrefix() {
        // given
        var wanted = new ConfigMapBuilder()
                .withNewMetadata()
                .withGenerateName("map-")
                .withNamespace(namespace)
                .endMetadata()
                .build();

        // when
        var first = requests.client().resource(wanted).create();
        var second = requests.client().resource(wanted).create();

        // then
        assertThat(first.getMetadata().getName()).matches("map-[a-z0-9]{5}");
        assertThat(second.getMetadata().getName())
                .isNotEqualTo(first.getMetadata().getName());
    }

    @Test
    void anObjectWithAFinalizerStaysUntilTheFinalizerGoes() {
        // given
        var policy = requests.policy("webhooks", Map.of());
        policy.getMetadata().setFinalizers(List.of("test.webhook-isolation.io/guard"));
        var created = requests.client().resource(policy).create();

        // when
        requests.client().resource(created).delete();
        var marked = requests.client().resource(created).get();
        requests.jsonPatch(marked, "m", "[{\"op\":\"remove\",\"path\":\"/metadata/finalizers/0\"}]");

        // then
        assertThat(marked.getMetadata().getDeletionTimestamp()).isNotEmpty();
        assertThat(marked.getMetadata().getGeneration())
                .isEqualTo(created.getMetadata().getGeneration() + 1);
        assertThat(requests.client().resource(created).get()).isNull();
    }

    @Test
    void aDeletionThatFindsAnotherUidDoesNothing() {
        // given
        var old = requests.createService("lws", Map.of("a", "1"));
        requests.client().resource(old).delete();
        var next = requests.createService("lws", Map.of("a", "1"));

        // when
        var refusal = Requests.refusal(() ->
                requests.deleteService("lws", Map.of("uid", old.getMetadata().getUid())));

        // then
        assertThat(refusal.getCode()).isEqualTo(409);
        assertThat(requests.client().resource(next).get().getMetadata().getUid())
                .isEqualTo(next.getMetadata().getUid());
    }

    @Test
    void aDryRunIsAnsweredButNotStored() {
        // given
        var service = requests.createService("lws", Map.of("a", "1"));

        // when
        var created = requests.client()
                .resource(requests.service("other", Map.of("a", "1")))
                .dryRun()
                .create();
        requests.client().resource(service).dryRun().delete();

        // then
        assertThat(created.getMetadata().getUid()).isNotEmpty();
        assertThat(requests.client().resource(created).get()).isNull();
        assertThat(requests.client().resource(service).get()).isEqualTo(service);
    }

    @Test
    void aNamespaceIsEmptiedBeforeItGoes() {
        // given
        requests.createService("lws", Map.of("a", "1"));
        var itself = requests.client().resources(Namespace.class).withName(namespace);

        // when
        itself.delete();

        // then
        await().until(() -> itself.get() == null);
        assertThat(requests.client().services().inNamespace(namespace).list().getItems())
                .isEmpty();
    }

    private Deployment createDeployment() {
        return requests.client()
                .resource(new ComponentManifests(Component.scaffolded("lws"), namespace).deployment())
                .create();
    }
}
