package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.pod.MountedSecrets;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.Installation;
import io.webhookisolation.scenario.ServedChains;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A Pod reads its Secret's files, and each node writes them in its own time. */
@OnControlPlane
class MountedSecretTest {

    private static final Duration SLOW = Duration.ofMillis(300);

    private final ControlPlane plane;
    private final String namespace;
    private final KubernetesClient client;

    MountedSecretTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
        this.client = plane.client();
    }

    @Test
    void aChangeReachesEachPodInItsTimeAndOneNeverUntilItIsReplaced() {
        // given
        plane.mounts().delay(namespace, List.of(Duration.ZERO, SLOW, MountedSecrets.NEVER));
        var webhook = Installation.of(client, Component.scaffolded("lws").replicas(3), namespace)
                .awaitReady();
        var old = served(webhook).getFirst();
        var next = webhook.manifests().authority().leaf("lws-webhook-service." + namespace + ".svc");

        // when
        var written = System.nanoTime();
        client.resource(webhook.manifests().secret(next)).update();

        // then
        await().until(() -> served(webhook).stream().filter(next.leaf()::equals).count() == 2);
        assertThat(System.nanoTime() - written).isGreaterThan(SLOW.toNanos());
        assertThat(served(webhook)).contains(old);
        replacePodsThatServe(old, webhook);
        await().untilAsserted(() -> assertThat(served(webhook)).hasSize(3).allMatch(next.leaf()::equals));
    }

    private void replacePodsThatServe(X509Certificate leaf, Installation webhook) {
        chains(webhook).forEach((pod, chain) -> {
            if (chain.getFirst().equals(leaf)) {
                client.pods().inNamespace(namespace).withName(pod).delete();
            }
        });
    }

    private List<X509Certificate> served(Installation webhook) {
        return chains(webhook).values().stream()
                .flatMap(chain -> chain.stream().limit(1))
                .toList();
    }

    private Map<String, List<X509Certificate>> chains(Installation webhook) {
        return new ServedChains(plane, webhook).now();
    }
}
