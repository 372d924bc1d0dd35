package io.webhookisolation.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookisolation.cluster.api.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What one changed EndpointSlice leads to: the time until the overlap stands in the status, the time until its Event is
 * there, and the objects read from the caches on the way.
 */
record ChangeToReport(int services, Duration setUp, Times toStatus, Times toEvent, long objectsRead) {

    static final int CHANGES = 200;

    private static final int WARM_UP = 200;
    private static final int COUNTED = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Seen(Duration status, Duration event) {}

    static ChangeToReport of(int services) {
        var begin = System.nanoTime();
        try (var cluster = LargeCluster.start(services)) {
            var setUp = Duration.ofNanos(System.nanoTime() - begin);
            var sightings = cluster.sightings();
            times(cluster, sightings, WARM_UP);
            var seen = times(cluster, sightings, CHANGES);
            return new ChangeToReport(
                    services,
                    setUp,
                    new Times(seen.stream().map(Seen::status).toList()),
                    new Times(seen.stream().map(Seen::event).toList()),
                    objectsRead(cluster, sightings));
        }
    }

    private static List<Seen> times(LargeCluster cluster, Sightings sightings, int changes) {
        var seen = new ArrayList<Seen>();
        for (var change = 0; change < changes; change++) {
            var overlap = overlap(cluster, change);
            seen.add(begin(overlap, sightings));
            end(overlap, sightings);
        }
        return seen;
    }

    /** The median, since other namespaces may be probed meanwhile. */
    private static long objectsRead(LargeCluster cluster, Sightings sightings) {
        var counts = LongStream.builder();
        for (var change = 0; change < COUNTED; change++) {
            var overlap = overlap(cluster, change);
            var before = cluster.objectsRead();
            begin(overlap, sightings);
            counts.add(cluster.objectsRead() - before);
            end(overlap, sightings);
        }
        return counts.build().sorted().skip(COUNTED / 2).findFirst().orElseThrow();
    }

    /** One namespace after the other, far apart. */
    private static Overlap overlap(LargeCluster cluster, int change) {
        var overlaps = cluster.overlaps();
        return overlaps.get(change * 7 % overlaps.size());
    }

    private static Seen begin(Overlap overlap, Sightings sightings) {
        var changed = sightings.next(isIn(overlap, "EndpointSlice"));
        var status = sightings.next(shows(overlap, "EffectiveOverlap"));
        var event = sightings.next(isIn(overlap, "Event").and(ChangeToReport::tellsOfOverlap));
        overlap.begin();
        var start = await(changed);
        return new Seen(Duration.ofNanos(await(status) - start), Duration.ofNanos(await(event) - start));
    }

    private static void end(Overlap overlap, Sightings sightings) {
        var status = sightings.next(shows(overlap, "LatentOverlap"));
        overlap.end();
        await(status);
    }

    private static long await(CompletableFuture<Long> sighting) {
        return sighting.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private static Predicate<Change> isIn(Overlap overlap, String kind) {
        return change -> change.type().kind().equals(kind)
                && change.newest().at("/metadata/namespace").asText().equals(overlap.namespace());
    }

    private static Predicate<Change> shows(Overlap overlap, String serviceClass) {
        return isIn(overlap, "WebhookIsolationPolicy")
                .and(change -> rows(change.newest())
                        .anyMatch(row ->
                                isBroad(row) && row.path("class").asText().equals(serviceClass)));
    }

    private static Stream<JsonNode> rows(JsonNode policy) {
        return StreamSupport.stream(policy.at("/status/services").spliterator(), false);
    }

    private static boolean tellsOfOverlap(Change change) {
        return change.newest().path("reason").asText().equals("OverlapDetected")
                && isBroad(change.newest().path("regarding"));
    }

    private static boolean isBroad(JsonNode named) {
        return named.path("name").asText().equals(LargeCluster.BROAD.service());
    }
}
