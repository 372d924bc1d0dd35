package io.webhookisolation.bench;

import io.webhookisolation.cluster.api.ApiServer;
import io.webhookisolation.cluster.api.Change;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** When the API server stored what somebody waits for, by its own thread: no watch stands between. */
final class Sightings {

    private record Awaited(Predicate<Change> which, CompletableFuture<Long> nanos) {}

    private final List<Awaited> awaited = new CopyOnWriteArrayList<>();

    Sightings(ApiServer server) {
        server.listen(this::saw);
    }

    /** Completes with the {@link System#nanoTime} of the next such change. */
    CompletableFuture<Long> next(Predicate<Change> which) {
        var nanos = new CompletableFuture<Long>();
        awaited.add(new Awaited(which, nanos));
        return nanos;
    }

    private void saw(Change change) {
        var now = System.nanoTime();
        awaited.removeIf(one -> one.which.test(change) && one.nanos.complete(now));
    }
}
