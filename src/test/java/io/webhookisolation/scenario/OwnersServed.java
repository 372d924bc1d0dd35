package io.webhookisolation.scenario;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Watches a Service's EndpointSlices throughout, and remembers each moment with fewer ready Pods of its owner than before. */
public final class OwnersServed implements ResourceEventHandler<EndpointSlice>, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String owner;
    private final int wanted;
    private final Map<String, EndpointSlice> slices = new HashMap<>();
    private final List<String> falls = new ArrayList<>();
    private final SharedIndexInformer<EndpointSlice> informer;
    private int least = Integer.MAX_VALUE;
    private boolean begun;
    private boolean paused;

    private OwnersServed(KubernetesClient client, Installation owner, int wanted) {
        this.owner = owner.component().deployment() + "-";
        this.wanted = wanted;
        this.informer = client.resources(EndpointSlice.class)
                .inNamespace(owner.namespace())
                .withLabel("kubernetes.io/service-name", owner.component().service())
                .inform();
    }

    /** The Service has had {@code wanted} ready owner endpoints for long, and must keep as many. */
    public static OwnersServed watch(KubernetesClient client, Installation owner, int wanted) {
        var served = new OwnersServed(client, owner, wanted);
        served.informer.addEventHandler(served);
        await().atMost(PATIENCE).until(() -> served.now() == wanted);
        return served;
    }

    synchronized int now() {
        return (int) slices.values().stream()
                .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()))
                .flatMap(List::stream)
                .filter(this::isReadyOwner)
                .map(endpoint -> endpoint.getTargetRef().getName())
                .distinct()
                .count();
    }

    /** The owner itself is about to scale down. */
    synchronized void pause() {
        paused = true;
    }

    /** Watches again as soon as all are back. */
    synchronized void resume() {
        paused = false;
        begun = false;
    }

    public synchronized List<String> falls() {
        return List.copyOf(falls);
    }

    /** The fewest at any moment. */
    synchronized int least() {
        return least;
    }

    @Override
    public synchronized void onAdd(EndpointSlice slice) {
        saw(slice);
    }

    @Override
    public synchronized void onUpdate(EndpointSlice before, EndpointSlice slice) {
        saw(slice);
    }

    @Override
    public synchronized void onDelete(EndpointSlice slice, boolean unknown) {
        slices.remove(slice.getMetadata().getName());
        check(slice);
    }

    private void saw(EndpointSlice slice) {
        slices.put(slice.getMetadata().getName(), slice);
        check(slice);
    }

    private void check(EndpointSlice changed) {
        var ready = now();
        begun |= ready >= wanted;
        if (paused || !begun) {
            return;
        }
        least = Math.min(least, ready);
        if (ready < wanted) {
            falls.add(ready + " instead of " + wanted + " Pods " + owner + "… are ready endpoints after "
                    + changed.getMetadata().getName() + " " + changed.getEndpoints());
        }
    }

    private boolean isReadyOwner(Endpoint endpoint) {
        return Boolean.TRUE.equals(endpoint.getConditions().getReady())
                && endpoint.getTargetRef().getName().startsWith(owner);
    }

    @Override
    public void close() {
        informer.close();
    }
}
