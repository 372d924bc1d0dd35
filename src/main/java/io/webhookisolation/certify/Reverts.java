package io.webhookisolation.certify;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.rotation.Task;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Who takes our authorities out of bundles again; thread-safe.
 *
 * <p>The first time may be an accident, such as a restored file. From the second on we stand down and come back ever more
 * rarely: two writers that undo each other empty the API server's connection pool with each write.
 */
final class Reverts {

    static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    static final Duration LONGEST_PAUSE = Duration.ofHours(24);
    private static final int MOST_DOUBLINGS = 9;

    private final Map<String, Site> sites = new ConcurrentHashMap<>();

    private record Site(Set<X509Certificate> published, int count, Instant until) {}

    /** A bundle was written, since it lacked something. */
    void published(Task.Publish task, Instant now) {
        sites.merge(
                task.caller().site().toString(), new Site(Set.copyOf(task.next()), 0, Instant.MIN), (before, added) -> {
                    var gone = new HashSet<>(added.published);
                    gone.removeAll(task.caller().trusted().keySet());
                    gone.retainAll(before.published);
                    var count = gone.isEmpty() ? before.count : before.count + 1;
                    return new Site(added.published, count, count < 2 ? Instant.MIN : now.plus(pause(count)));
                });
    }

    /** Which of these are not written now. */
    Set<CallSite> contested(Set<CallSite> among, Instant now) {
        return among.stream()
                .filter(site -> {
                    var known = sites.get(site.toString());
                    return known != null && now.isBefore(known.until);
                })
                .collect(Collectors.toSet());
    }

    private static Duration pause(int count) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(count - 2, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
