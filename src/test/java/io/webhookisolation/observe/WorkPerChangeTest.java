package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.webhookisolation.cluster.EmbeddedApiServer;
import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.probe.ProbeHistory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What one changed EndpointSlice costs, counted and not timed: the namespaces that are told of it, and each object that the
 * caches hand out for the verdict, and for the second look before a write.
 */
@Timeout(120)
class WorkPerChangeTest {

    private static final int IN_A_NAMESPACE = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aChangeCostsInALargeClusterWhatItCostsInASmallOne() {
        // when
        var small = objectsRead(250);
        var large = objectsRead(2_500);

        // then
        assertThat(small).isGreaterThanOrEqualTo(5L * IN_A_NAMESPACE);
        assertThat((double) large / small).isLessThanOrEqualTo(1.1);
    }

    private static long objectsRead(int services) {
        try (var server = EmbeddedApiServer.start(namespaces(services));
                var observer =
                        new ClusterObserver(server.client(), Set.of(), new ProbeHistory(), new SimulatedTime())) {
            server.createAll(IntStream.range(0, services)
                    .boxed()
                    .flatMap(index -> component("ns-" + index / IN_A_NAMESPACE, "c-" + index))
                    .toList());
            var told = new ConcurrentLinkedQueue<Set<String>>();
            assertThat(observer.start(PATIENCE)).isEmpty();
            observer.onChange(told::add);

            var slice = Samples.slice("ns-7", "c-73");
            slice.getEndpoints().getFirst().setAddresses(List.of("10.0.0.2"));
            server.client().resource(slice).update();
            await().atMost(PATIENCE).until(() -> !told.isEmpty());
            observer.withPodSelectors(
                    observer.withUsers(observer.snapshot("ns-7"), List.of(new ServiceReference("ns-7", "c-73"))),
                    "ns-7");

            assertThat(told).containsExactly(Set.of("ns-7"));
            return observer.objectsRead();
        }
    }

    private static String[] namespaces(int services) {
        return IntStream.range(0, services / IN_A_NAMESPACE)
                .mapToObj(number -> "ns-" + number)
                .toArray(String[]::new);
    }

    /** As each component comes: a configuration of its own, a Service, its slice, a Deployment, a Pod. */
    private static Stream<HasMetadata> component(String namespace, String name) {
        return Stream.of(
                Samples.configuration(name, namespace + "/" + name),
                Samples.service(namespace, name),
                Samples.slice(namespace, name),
                Samples.deployment(namespace, name),
                Samples.pod(namespace, name));
    }
}
