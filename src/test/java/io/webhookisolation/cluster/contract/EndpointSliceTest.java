package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.ControlPlane;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

/** How Services become EndpointSlices. */
@OnControlPlane
class EndpointSliceTest {

    private static final Map<String, String> BROAD = Map.of("control-plane", "controller-manager");

    private final Requests requests;
    private final KubernetesClient client;
    private final String namespace;

    EndpointSliceTest(ControlPlane plane, TestNamespace namespace) {
        this.requests = Requests.of(plane.client(), namespace.name());
        this.client = plane.client();
        this.namespace = namespace.name();
    }

    @Test
    void aReadyPodThatTheSelectorMatchesBecomesAnEndpoint() {
        // when
        requests.createService("lws", BROAD);
        var pod = createPod("lws-1", BROAD, List.of());
        createPod("stranger", Map.of("other", "label"), List.of());

        // then
        slices(
                "lws",
                slices -> assertThat(slices).singleElement().satisfies(slice -> {
                    assertThat(slice.getMetadata().getLabels())
                            .containsEntry("kubernetes.io/service-name", "lws")
                            .containsEntry("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
                    assertThat(slice.getPorts())
                            .extracting(port -> port.getPort())
                            .containsExactly(9443);
                    assertThat(slice.getEndpoints()).singleElement().satisfies(endpoint -> {
                        assertThat(endpoint.getConditions().getReady()).isTrue();
                        assertThat(endpoint.getConditions().getServing()).isTrue();
                        assertThat(endpoint.getTargetRef().getKind()).isEqualTo("Pod");
                        assertThat(endpoint.getTargetRef().getName()).isEqualTo("lws-1");
                        assertThat(endpoint.getTargetRef().getUid())
                                .isEqualTo(pod.getMetadata().getUid());
                        assertThat(endpoint.getAddresses()).containsExactly(addressOf("lws-1"));
                    });
                }));
    }

    @Test
    void aPodThatIsNotReadyIsAnEndpointThatIsNot() {
        // when
        requests.createService("lws", BROAD);
        createPod("lws-1", BROAD, List.of("--not-ready"));

        // then
        endpoints(
                "lws",
                endpoints -> assertThat(endpoints)
                        .singleElement()
                        .satisfies(endpoint ->
                                assertThat(endpoint.getConditions().getReady()).isFalse()));
    }

    @Test
    void aNarrowedSelectorTakesEndpointsAway() {
        // given
        var service = requests.createService("lws", BROAD);
        createPod("kueue-1", Map.of("control-plane", "controller-manager", "name", "kueue"), List.of());
        createPod("lws-1", Map.of("control-plane", "controller-manager", "name", "lws"), List.of());
        names("lws", "kueue-1", "lws-1");

        // when
        requests.mergePatch(service, "m", "{\"spec\":{\"selector\":{\"name\":\"lws\"}}}");

        // then
        names("lws", "lws-1");
    }

    @Test
    void aNamedPortThatAPodLacksMakesASliceWithoutPorts() {
        // given
        var service = requests.service("lws", BROAD);
        service.getSpec().getPorts().getFirst().getTargetPort().setValue("webhook-server");

        // when
        client.resource(service).create();
        createPod("kueue-1", BROAD, List.of(), "metrics", 8443);
        createPod("lws-1", BROAD, List.of(), "webhook-server", 9443);

        // then
        slices("lws", slices -> {
            assertThat(slices).hasSize(2);
            assertThat(portsOf("kueue-1", slices)).isEmpty();
            assertThat(portsOf("lws-1", slices)).containsExactly(9443);
        });
    }

    @Test
    void aServiceWithoutSelectorKeepsItsSlices() {
        // given
        var service = requests.createService("lws", BROAD);
        createPod("lws-1", BROAD, List.of());
        names("lws", "lws-1");

        // when
        requests.jsonPatch(service, "m", "[{\"op\":\"remove\",\"path\":\"/spec/selector\"}]");
        client.pods()
                .inNamespace(namespace)
                .withName("lws-1")
                .withGracePeriod(0)
                .delete();
        requests.createService("other", BROAD);
        names("other");

        // then
        names("lws", "lws-1");
    }

    @Test
    void aServicesSlicesGoWithIt() {
        // given
        var service = requests.createService("lws", BROAD);
        createPod("lws-1", BROAD, List.of());
        names("lws", "lws-1");

        // when
        client.resource(service).delete();

        // then
        slices("lws", slices -> assertThat(slices).isEmpty());
    }

    private Pod createPod(String name, Map<String, String> labels, List<String> arguments) {
        return createPod(name, labels, arguments, "webhook-server", 9443);
    }

    private Pod createPod(String name, Map<String, String> labels, List<String> arguments, String portName, int port) {
        return client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("manager")
                        .withImage("webhook-isolation.test/silent")
                        .withArgs(arguments)
                        .addNewPort()
                        .withName(portName)
                        .withContainerPort(port)
                        .endPort()
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    private String addressOf(String pod) {
        return client.pods()
                .inNamespace(namespace)
                .withName(pod)
                .get()
                .getStatus()
                .getPodIP();
    }

    private void names(String service, String... pods) {
        endpoints(
                service,
                endpoints -> assertThat(endpoints)
                        .extracting(endpoint -> endpoint.getTargetRef().getName())
                        .containsExactlyInAnyOrder(pods));
    }

    private void endpoints(String service, ThrowingConsumer<List<Endpoint>> expectation) {
        slices(
                service,
                slices -> expectation.accept(slices.stream()
                        .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()))
                        .flatMap(List::stream)
                        .toList()));
    }

    private void slices(String service, ThrowingConsumer<List<EndpointSlice>> expectation) {
        await().untilAsserted(() -> expectation.accept(client.resources(EndpointSlice.class)
                .inNamespace(namespace)
                .withLabel("kubernetes.io/service-name", service)
                .list()
                .getItems()));
    }

    private static List<Integer> portsOf(String pod, List<EndpointSlice> slices) {
        return slices.stream()
                .filter(slice -> Stream.ofNullable(slice.getEndpoints())
                        .flatMap(List::stream)
                        .anyMatch(endpoint -> endpoint.getTargetRef().getName().equals(pod)))
                .flatMap(slice -> Stream.ofNullable(slice.getPorts()))
                .flatMap(List::stream)
                .map(port -> port.getPort())
                .toList();
    }
}
