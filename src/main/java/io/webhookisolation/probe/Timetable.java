package io.webhookisolation.probe;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** When each namespace's next round starts, earliest first; those that never start are not in it. Not thread-safe. */
final class Timetable {

    private record Start(Instant at, String namespace) {}

    private final Map<String, Start> byNamespace = new HashMap<>();
    private final TreeSet<Start> starts =
            new TreeSet<>(Comparator.comparing(Start::at).thenComparing(Start::namespace));

    /** {@link Instant#MAX} for never. */
    void put(String namespace, Instant at) {
        var before = byNamespace.remove(namespace);
        if (before != null) {
            starts.remove(before);
        }
        if (!at.equals(Instant.MAX)) {
            var start = new Start(at, namespace);
            byNamespace.put(namespace, start);
            starts.add(start);
        }
    }

    /** {@link Instant#MAX} if there is none. */
    Instant first() {
        return starts.isEmpty() ? Instant.MAX : starts.first().at();
    }

    /** The namespaces that start now or should have started before. */
    List<String> until(Instant now) {
        return starts.stream()
                .takeWhile(start -> !start.at().isAfter(now))
                .map(Start::namespace)
                .toList();
    }
}
