package io.webhookisolation.probe;

import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the latest rounds showed, per target and oldest first; thread-safe.
 *
 * <p>Bounded, and wide enough to judge "three rounds over two minutes" however many rounds are asked for: of results that
 * say the same, those in a hurry replace each other, so that any three that follow each other span {@link #SPACING}.
 */
public final class ProbeHistory {

    static final int MOST = 10;
    static final Duration SPACING = Duration.ofSeconds(30);

    private final Map<String, SortedMap<ProbeTarget, List<ProbeResult>>> byNamespace = new HashMap<>();
    private final LongAdder read = new LongAdder();

    public synchronized void record(ProbeResult result) {
        var results = byNamespace.computeIfAbsent(result.target().service().namespace(), key -> new TreeMap<>());
        var shared = sharingOutcome(result, results);
        results.merge(result.target(), List.of(shared), (before, added) -> bounded(before, added.getFirst()));
    }

    /** An immutable copy. */
    public synchronized SortedMap<ProbeTarget, List<ProbeResult>> of(String namespace) {
        var copy = new TreeMap<>(byNamespace.getOrDefault(namespace, Collections.emptySortedMap()));
        read.add(copy.size());
        return Collections.unmodifiableSortedMap(copy);
    }

    /** How many targets' results were handed out so far. */
    public long read() {
        return read.sum();
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
        var run = ProbeSchedule.unchanged(all);
        if (run.size() > 2 && span(run.subList(run.size() - 3, run.size())).compareTo(SPACING) < 0) {
            all.remove(all.size() - 2);
        }
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    private static Duration span(List<ProbeResult> results) {
        return Duration.between(results.getFirst().at(), results.getLast().at());
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
