package io.webhookisolation.report;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gauges of all policies: each policy replaces its own, and a series that no policy mentions any more is gone.
 *
 * <p>Thread-safe. Where several policies mention one series, as those of a namespace do with their suggestions, it shows
 * the sum.
 */
final class GaugeBoard {

    private final MeterRegistry registry;
    private final Map<String, Set<Series>> byOwner = new HashMap<>();
    private final Map<Series, Shown> shown = new HashMap<>();

    /** What each owner contributes; the registry reads it on a thread of its own. */
    private record Shown(Map<String, Double> shares, Gauge gauge) {}

    GaugeBoard(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Without values the owner is forgotten. */
    synchronized void replace(String owner, Map<Series, Double> values) {
        values.forEach((series, value) ->
                shown.computeIfAbsent(series, this::show).shares().put(owner, value));
        for (var series : byOwner.getOrDefault(owner, Set.of())) {
            if (!values.containsKey(series)) {
                withdraw(owner, series);
            }
        }
        if (values.isEmpty()) {
            byOwner.remove(owner);
        } else {
            byOwner.put(owner, Set.copyOf(values.keySet()));
        }
    }

    private void withdraw(String owner, Series series) {
        shown.computeIfPresent(series, (same, left) -> {
            left.shares().remove(owner);
            if (!left.shares().isEmpty()) {
                return left;
            }
            registry.remove(left.gauge());
            return null;
        });
    }

    private Shown show(Series series) {
        var shares = new ConcurrentHashMap<String, Double>();
        var gauge = Gauge.builder(series.metric().id(), shares, GaugeBoard::sum)
                .tags(series.tags())
                .description(series.metric().description())
                .strongReference(true)
                .register(registry);
        return new Shown(shares, gauge);
    }

    private static double sum(Map<String, Double> shares) {
        return shares.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
