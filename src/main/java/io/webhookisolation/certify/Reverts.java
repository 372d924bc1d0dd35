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
 * Who undoes what we write to bundles; thread-safe.
 *
 * <p>The first time may be an accident, such as a restored file. From the second on we stand down and come back ever more
 * rarely: two writers that undo each other empty the API server's connection pool with each write.
 */
final class Reverts {

    static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    static final Duration LONGEST_PAUSE = Duration.ofHours(24);
    private static final int MOST_DOUBLINGS = 9;

    private final Map<String, Site> sites = new ConcurrentHashMap<>();

    /** What we wrote last, what we ever took out, and how often that was undone. */
    private record Site(Set<X509Certificate> published, Set<X509Certificate> dropped, int count, Instant until) {

        private boolean isUndone(Set<X509Certificate> trusted, Site wanted) {
            var isTakenOut = published.stream()
                    .anyMatch(certificate -> wanted.published.contains(certificate) && !trusted.contains(certificate));
            return isTakenOut || dropped.stream().anyMatch(trusted::contains);
        }

        private Site then(Set<X509Certificate> trusted, Site wanted, Instant now) {
            var undone = isUndone(trusted, wanted) ? count + 1 : count;
            var gone = new HashSet<>(dropped);
            gone.addAll(wanted.dropped);
            gone.removeAll(wanted.published);
            return new Site(wanted.published, gone, undone, undone < 2 ? Instant.MIN : now.plus(pause(undone)));
        }
    }

    /** A bundle was written, since it lacked something, or held what it should not. */
    void published(Task.Publish task, Instant now) {
        var trusted = task.caller().trusted().keySet();
        var dropped = new HashSet<>(trusted);
        task.next().forEach(dropped::remove);
        sites.merge(
                task.caller().site().toString(),
                new Site(Set.copyOf(task.next()), dropped, 0, Instant.MIN),
                (before, wanted) -> before.then(trusted, wanted, now));
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
