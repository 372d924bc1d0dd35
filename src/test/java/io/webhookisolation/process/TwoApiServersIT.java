package io.webhookisolation.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.OwnPlane;
import io.webhookisolation.cluster.real.RealControlPlane;
import io.webhookisolation.scenario.Once;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replicas may talk to different API servers; what guards our writes must hold across them. */
@OnRealPlane
@ExtendWith(OwnPlane.class)
@TestInstance(Lifecycle.PER_CLASS)
class TwoApiServersIT {

    private final KubernetesClient one;
    private final KubernetesClient other;

    TwoApiServersIT(RealControlPlane plane) {
        one = Once.of(plane.client());
        other = Once.of(new KubernetesClientBuilder()
                .withConfig(plane.startAnotherApiServer())
                .build());
    }

    @AfterAll
    void close() {
        other.close();
    }

    @Test
    void eachReadsAndWatchesWhatTheOtherWrote() {
        // given
        var seen = new CopyOnWriteArrayList<String>();
        try (var _ = other.configMaps().inNamespace("default").withName("seen").watch(recording(seen))) {

            // when
            var created = one.resource(configMap("seen")).create();
            var read = other.resource(created).get();
            other.resource(read).patch("{\"data\":{\"by\":\"other\"}}");

            // then
            assertThat(read).isEqualTo(created);
            assertThat(one.resource(created).get().getData()).containsEntry("by", "other");
            await().untilAsserted(() -> assertThat(seen).containsExactly("ADDED one", "MODIFIED other"));
        }
    }

    @Test
    void aVersionThatTheOtherMadeStaleIsAConflict() {
        // given
        var stale = one.resource(configMap("stale")).create();
        other.resource(stale).patch("{\"data\":{\"by\":\"other\"}}");

        // when, then
        assertThatThrownBy(() -> one.resource(new ConfigMapBuilder(stale)
                                .withData(Map.of("by", "one again"))
                                .build())
                        .update())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(409));
        assertThat(other.resource(stale).get().getData()).containsEntry("by", "other");
    }

    private static ConfigMap configMap(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .withData(Map.of("by", "one"))
                .build();
    }

    private static Watcher<ConfigMap> recording(List<String> seen) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, ConfigMap map) {
                seen.add(action + " " + map.getData().get("by"));
            }

            @Override
            public void onClose(WatcherException cause) {
                // The test ends.
            }
        };
    }
}
