package io.webhookisolation.reconcile;

import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows since when each target's first result is awaited; thread-safe. */
final class FirstProbes {

    /** Rounds of a large namespace take their time; after this, whatever is missing counts as not to be had. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, Map<ProbeTarget, Instant>> wantedSince = new ConcurrentHashMap<>();

    /** Whether any of these targets, which are all of the namespace, has no result and may still get one. */
    boolean isExpecting(String namespace, Collection<ProbeTarget> targets, Snapshot snapshot, Instant now) {
        var since = wantedSince.compute(namespace, (key, before) -> {
            var known = before == null ? Map.<ProbeTarget, Instant>of() : before;
            var next = new HashMap<ProbeTarget, Instant>();
            targets.forEach(target -> next.put(target, known.getOrDefault(target, now)));
            return next;
        });
        return since.entrySet().stream()
                .filter(wanted -> !snapshot.probes().containsKey(wanted.getKey()))
                .anyMatch(wanted -> wanted.getValue().plus(PATIENCE).isAfter(now));
    }

    void forget(String namespace) {
        wantedSince.remove(namespace);
    }
}
