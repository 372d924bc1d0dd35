package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.ControlPlane;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What an informer is told. */
@OnControlPlane
class WatchTest {

    private static final Map<String, String> SELECTOR = Map.of("a", "1");

    private final Requests requests;
    private final KubernetesClient client;
    private final String namespace;
    private final Queue<String> events = new ConcurrentLinkedQueue<>();

    WatchTest(ControlPlane plane, TestNamespace namespace) {
        this.requests = Requests.of(plane.client(), namespace.name());
        this.client = plane.client();
        this.namespace = namespace.name();
    }

    @Test
    void anInformerHearsOfEveryChangeInOrder() {
        // given
        requests.createService("old", SELECTOR);

        try (var informer = client.services().inNamespace(namespace).inform(recorder())) {
            // when
            var lws = requests.createService("lws", SELECTOR);
            requests.mergePatch(lws, "m", "{\"spec\":{\"selector\":{\"b\":\"2\"}}}");
            client.resource(lws).delete();

            // then
            expect("added old", "added lws", "updated lws", "deleted lws");
            assertThat(informer.getStore().list())
                    .extracting(service -> service.getMetadata().getName())
                    .containsExactly("old");
        }
    }

    @Test
    void anObjectThatBeginsOrCeasesToMatchIsAddedOrDeleted() {
        // given
        var lws = requests.createService("lws", SELECTOR);

        try (var informer = client.services()
                .inNamespace(namespace)
                .withLabel("watched", "yes")
                .inform(recorder())) {
            // when
            requests.mergePatch(lws, "m", "{\"metadata\":{\"labels\":{\"watched\":\"yes\"}}}");
            requests.mergePatch(lws, "m", "{\"metadata\":{\"labels\":{\"watched\":\"no\"}}}");

            // then
            expect("added lws", "deleted lws");
            assertThat(informer.isRunning()).isTrue();
        }
    }

    @Test
    void aWatchOfOneObjectHearsOfNoOther() {
        try (var informer =
                client.services().inNamespace(namespace).withName("lws").inform(recorder())) {
            // when
            requests.createService("kueue", SELECTOR);
            requests.createService("lws", SELECTOR);

            // then
            expect("added lws");
            assertThat(informer.isRunning()).isTrue();
        }
    }

    @Test
    void aWatchOfAllNamespacesHearsOfThisOneToo() {
        try (var informer = client.services().inAnyNamespace().inform(recorder())) {
            // when
            requests.createService("lws-" + namespace, SELECTOR);

            // then
            await().untilAsserted(() -> assertThat(events).contains("added lws-" + namespace));
            assertThat(informer.isRunning()).isTrue();
        }
    }

    private void expect(String... wanted) {
        await().untilAsserted(() -> assertThat(events).containsExactly(wanted));
    }

    private ResourceEventHandler<Service> recorder() {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(Service service) {
                events.add("added " + service.getMetadata().getName());
            }

            @Override
            public void onUpdate(Service before, Service after) {
                events.add("updated " + after.getMetadata().getName());
            }

            @Override
            public void onDelete(Service service, boolean finalStateUnknown) {
                events.add("deleted " + service.getMetadata().getName());
            }
        };
    }
}
