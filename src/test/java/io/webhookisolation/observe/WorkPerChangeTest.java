package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.webhookisolation.fixture.time.SimulatedTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What one changed EndpointSlice costs, counted and not timed: the namespaces that are told of it, and the objects that the
 * stores hand out for their Snapshots. What the analysis does with a Snapshot depends on that Snapshot alone.
 */
class WorkPerChangeTest {

    private static final int IN_A_NAMESPACE = 10;

    @Test
    void aChangeCostsInALargeClusterWhatItCostsInASmallOne() {
        var small = objectsVisited(250);
        var large = objectsVisited(2_500);

        assertThat(small).isGreaterThanOrEqualTo(4L * IN_A_NAMESPACE);
        assertThat((double) large / small).isLessThanOrEqualTo(1.1);
    }

    private static long objectsVisited(int services) {
        var told = new ArrayList<Set<String>>();
        var stores = Kinds.all().map(kind -> store(kind, told)).toList();
        IntStream.range(0, services)
                .forEach(index -> component("ns-" + index / IN_A_NAMESPACE, "c-" + index)
                        .forEach(object -> stores.forEach(store -> store.offer(object))));
        told.clear();
        var slice = Samples.slice("ns-7", "c-73");
        slice.getEndpoints().getFirst().setAddresses(List.of("10.0.0.2"));

        stores.forEach(store -> store.offer(slice));

        assertThat(told).containsExactly(Set.of("ns-7"));
        return stores.stream()
                .flatMap(store -> store.objects().in("ns-7").stream())
                .count();
    }

    /** As each component comes: a configuration of its own, a Service, its slice, a Deployment, a Pod. */
    private static List<HasMetadata> component(String namespace, String name) {
        return List.of(
                Samples.configuration(name, namespace + "/" + name),
                Samples.service(namespace, name),
                Samples.slice(namespace, name),
                Samples.deployment(namespace, name),
                Samples.pod(namespace, name));
    }

    private static <R extends HasMetadata> Store<R> store(Kind<R> kind, List<Set<String>> told) {
        return new Store<>(kind, new KeptObjects<>(kind, new SimulatedTime(), told::add));
    }

    private record Store<R extends HasMetadata>(Kind<R> kind, KeptObjects<R> objects) {

        void offer(HasMetadata object) {
            if (kind.type().isInstance(object)) {
                var typed = kind.type().cast(object);
                objects.put(objects.getKey(typed), typed);
            }
        }
    }
}
