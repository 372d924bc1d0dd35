package io.webhookisolation.probe;

import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.ServiceReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which targets are wanted, which of them are being probed, and which are due; knows no clock and no thread.
 *
 * <p>Thread-safe. A target is never handed out twice before it came back.
 */
final class RoundQueue {

    /** Targets fall due a little apart; waiting this long takes them into one round. */
    static final Duration GATHER = Duration.ofMillis(250);
    /** However often a round at once is asked for, a target is left alone for this long. */
    static final Duration SHORTEST_GAP = Duration.ofSeconds(1);

    private final ProbeHistory history;
    private final Map<String, SortedSet<ProbeTarget>> wanted = new HashMap<>();
    private final Set<ProbeTarget> urgent = new HashSet<>();
    private final Set<ProbeTarget> running = new HashSet<>();
    private final Timetable starts = new Timetable();

    RoundQueue(ProbeHistory history) {
        this.history = history;
    }

    synchronized void want(String namespace, Collection<ProbeTarget> targets) {
        var all = new TreeSet<>(targets);
        targetsOf(namespace).stream().filter(target -> !all.contains(target)).forEach(urgent::remove);
        if (all.isEmpty()) {
            wanted.remove(namespace);
        } else {
            wanted.put(namespace, all);
        }
        history.retain(namespace, all);
        schedule(namespace);
    }

    /** What is being probed right now stays urgent: it may have begun before what the caller wants to see. */
    synchronized void hurry(ServiceReference service) {
        targetsOf(service.namespace()).stream()
                .filter(target -> target.service().equals(service))
                .forEach(urgent::add);
        schedule(service.namespace());
    }

    /** When {@link #take} has something to give; {@link Instant#MAX} if never. */
    synchronized Instant next() {
        return starts.first();
    }

    /** The targets that are due, by namespace; they count as running until they are {@link #done}. */
    synchronized Map<String, List<ProbeTarget>> take(Instant now) {
        var rounds = new TreeMap<String, List<ProbeTarget>>();
        for (var namespace : starts.until(now)) {
            rounds.put(namespace, takeDue(namespace, now));
            schedule(namespace);
        }
        return rounds;
    }

    /** Remembers what these targets showed, unless they are wanted no longer. */
    synchronized void done(String namespace, Collection<ProbeTarget> targets, Collection<ProbeResult> results) {
        targets.forEach(running::remove);
        results.stream()
                .filter(result -> targetsOf(namespace).contains(result.target()))
                .forEach(history::record);
        schedule(namespace);
    }

    /** After whatever may have moved the namespace's start; the others' are left alone, however many there are. */
    private void schedule(String namespace) {
        starts.put(namespace, start(namespace));
    }

    private List<ProbeTarget> takeDue(String namespace, Instant now) {
        var due = dues(namespace).entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        running.addAll(due);
        due.forEach(urgent::remove);
        return due;
    }

    private Instant start(String namespace) {
        var earliest = dues(namespace).values().stream().min(Instant::compareTo).orElse(Instant.MAX);
        return earliest.equals(Instant.MIN) || earliest.equals(Instant.MAX) ? earliest : earliest.plus(GATHER);
    }

    private Map<ProbeTarget, Instant> dues(String namespace) {
        var known = history.of(namespace);
        return targetsOf(namespace).stream()
                .filter(target -> !running.contains(target))
                .collect(Collectors.toMap(
                        target -> target, target -> due(target, known.getOrDefault(target, List.of()))));
    }

    private Instant due(ProbeTarget target, List<ProbeResult> known) {
        var scheduled = ProbeSchedule.due(known);
        if (known.isEmpty() || !urgent.contains(target)) {
            return scheduled;
        }
        var atOnce = known.getLast().at().plus(SHORTEST_GAP);
        return atOnce.isBefore(scheduled) ? atOnce : scheduled;
    }

    private SortedSet<ProbeTarget> targetsOf(String namespace) {
        return wanted.getOrDefault(namespace, Collections.emptySortedSet());
    }
}
