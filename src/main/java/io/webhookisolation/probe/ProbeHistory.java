package io.webhookisolation.probe;

import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the latest rounds showed, per target and oldest first; thread-safe.
 *
 * <p>Bounded: of each target it keeps the last few results and the first of the results that say the same as the newest,
 * so that "three rounds over two minutes" can be judged however many rounds were asked for in between.
 */
public final class ProbeHistory {

    static final int MOST = 5;

    private final Map<String, SortedMap<ProbeTarget, List<ProbeResult>>> byNamespace = new HashMap<>();

    public synchronized void record(ProbeResult result) {
        var results = byNamespace.computeIfAbsent(result.target().service().namespace(), key -> new TreeMap<>());
        var shared = sharingOutcome(result, results);
        results.merge(result.target(), List.of(shared), (before, added) -> bounded(before, added.getFirst()));
    }

    /** An immutable copy. */
    public synchronized SortedMap<ProbeTarget, List<ProbeResult>> of(String namespace) {
        return Collections.unmodifiableSortedMap(
                new TreeMap<>(byNamespace.getOrDefault(namespace, Collections.emptySortedMap())));
    }

    /** Forgets the targets of this namespace that are not among these. */
    public synchronized void retain(String namespace, Collection<ProbeTarget> wanted) {
        byNamespace.computeIfPresent(namespace, (key, results) -> {
            results.keySet().retainAll(wanted);
            return results.isEmpty() ? null : results;
        });
    }

    private static List<ProbeResult> bounded(List<ProbeResult> before, ProbeResult added) {
        var all = new ArrayList<>(before);
        all.add(added);
        if (all.size() > MOST) {
            all.remove(ProbeSchedule.unchanged(all).size() == all.size() ? 1 : 0);
        }
        return List.copyOf(all);
    }

    /** Round after round and replica after replica serve one chain: kept once, since a parsed certificate is large. */
    private static ProbeResult sharingOutcome(ProbeResult result, SortedMap<ProbeTarget, List<ProbeResult>> results) {
        return results.values().stream()
                .map(known -> known.getLast().outcome())
                .filter(result.outcome()::equals)
                .findFirst()
                .map(known -> new ProbeResult(result.target(), result.at(), result.took(), known))
                .orElse(result);
    }
}
