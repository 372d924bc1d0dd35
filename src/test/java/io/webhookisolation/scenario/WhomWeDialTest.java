package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.pod.PodNetwork.Destination;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever may write EndpointSlices and Pods in a namespace cannot make the operator dial what they name. */
@OnControlPlane
class WhomWeDialTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NOBODY = "192.0.2.7";
    private static final int SSH = 22;

    private final ControlPlane plane;
    private final FoundingNamespace world;
    private final String elsewhere;

    WhomWeDialTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.elsewhere = namespace.name() + "-elsewhere";
        this.world = new FoundingNamespace(plane, namespace.name());
        plane.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(elsewhere)
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    void clean() {
        plane.client().namespaces().withName(elsewhere).delete();
    }

    @Test
    void onlyPodsThatTheControllerNamesAreDialledAndNoNode() {
        // given
        start(pod("on-the-node", world.namespace(), true));
        var victim = start(pod("victim", elsewhere, false));
        world.lws().awaitEndpoints(3);
        var lws = podOf(world.lws());
        var kueue = podOf(world.kueue());
        handWrite("nobody", "IPv4", NOBODY, ComponentManifests.PORT, lws);
        handWrite("victim", "IPv4", address(victim), ComponentManifests.PORT, victim);
        handWrite("other-port", "IPv4", address(lws), SSH, lws);
        handWrite("by-name", "FQDN", "internal.example", ComponentManifests.PORT, lws);
        var dialledBefore = plane.network().dials().size();
        var strangersBefore = plane.network().strangers().size();

        // when
        try (var operator = world.startOperator()) {
            world.create(Mode.Enforce, OnDelete.Retain);
            world.untilCondition("SelectorsApplied", "False", "SimulationRejected");
            world.until(() -> dialsSince(dialledBefore).stream()
                            .filter(target(lws)::equals)
                            .count()
                    >= 2);
        }

        // then
        assertThat(dialsSince(dialledBefore)).containsOnly(target(lws), target(kueue));
        assertThat(plane.network().strangers()).hasSize(strangersBefore);
        assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);
    }

    private List<Destination> dialsSince(int before) {
        var all = plane.network().dials();
        return all.subList(before, all.size());
    }

    private static Destination target(Pod pod) {
        return new Destination(address(pod), ComponentManifests.PORT);
    }

    private static String address(Pod pod) {
        return pod.getStatus().getPodIP();
    }

    private Pod podOf(Installation installation) {
        return plane.client()
                .pods()
                .inNamespace(installation.namespace())
                .withLabels(installation.component().labels())
                .list()
                .getItems()
                .getFirst();
    }

    private Pod pod(String name, String namespace, boolean hostNetwork) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(FoundingNamespace.BROAD)
                .endMetadata()
                .withNewSpec()
                .withHostNetwork(hostNetwork)
                .addNewContainer()
                .withName("main")
                .withImage(Component.PLAIN)
                .withArgs("--port=" + ComponentManifests.PORT)
                .addNewPort()
                .withContainerPort(ComponentManifests.PORT)
                .withProtocol("TCP")
                .endPort()
                .endContainer()
                .endSpec()
                .build();
    }

    private Pod start(Pod pod) {
        var created = plane.client().resource(pod).create();
        var running = plane.client()
                .pods()
                .inNamespace(created.getMetadata().getNamespace())
                .withName(created.getMetadata().getName());
        await().atMost(PATIENCE)
                .until(() -> !Objects.requireNonNull(running.get())
                        .getStatus()
                        .getConditions()
                        .isEmpty());
        return Objects.requireNonNull(running.get());
    }

    private void handWrite(String name, String addressType, String address, int port, Pod named) {
        plane.client()
                .resource(new EndpointSliceBuilder()
                        .withNewMetadata()
                        .withName(FoundingNamespace.SERVICE + "-" + name)
                        .withNamespace(world.namespace())
                        .withLabels(Map.of("kubernetes.io/service-name", FoundingNamespace.SERVICE))
                        .endMetadata()
                        .withAddressType(addressType)
                        .addNewPort()
                        .withName("")
                        .withPort(port)
                        .withProtocol("TCP")
                        .endPort()
                        .addNewEndpoint()
                        .withAddresses(address)
                        .withNewConditions()
                        .withReady(true)
                        .endConditions()
                        .withNewTargetRef()
                        .withKind("Pod")
                        .withNamespace(named.getMetadata().getNamespace())
                        .withName(named.getMetadata().getName())
                        .withUid(named.getMetadata().getUid())
                        .endTargetRef()
                        .endEndpoint()
                        .build())
                .create();
    }
}
