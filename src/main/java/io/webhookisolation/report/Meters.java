package io.webhookisolation.report;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Counters, histograms and the leader gauge; series of Services that are gone are removed by {@link #forget}. */
final class Meters implements WriteCounter {

    private static final List<Duration> PROBE_BUCKETS = buckets(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000);
    private static final List<Duration> REPORT_BUCKETS =
            buckets(100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000);

    /** From a minute, which dwells and reloads take, to a month, which waiting for a restart may take. */
    private static final List<Duration> ROTATION_BUCKETS = Stream.of(
                    "PT1M", "PT5M", "PT15M", "PT1H", "PT6H", "P1D", "P7D", "P30D")
            .map(Duration::parse)
            .toList();

    private final MeterRegistry registry;
    private final AtomicBoolean leading = new AtomicBoolean();

    /** Held here, since the registry holds it weakly. */
    private final AtomicReference<LongSupplier> objectsRead = new AtomicReference<>(() -> 0);

    Meters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder(Metric.LEADER.id(), leading, leader -> leader.get() ? 1 : 0)
                .description(Metric.LEADER.description())
                .strongReference(true)
                .register(registry);
    }

    /** @param total of this process so far */
    void objectsRead(LongSupplier total) {
        objectsRead.set(total);
        FunctionCounter.builder(
                        Metric.OBJECTS_READ.id(),
                        objectsRead,
                        read -> read.get().getAsLong())
                .description(Metric.OBJECTS_READ.description())
                .register(registry);
    }

    void leading(boolean now) {
        leading.set(now);
    }

    @Override
    public void wrote(String resource, String operation, String result) {
        count(Series.of(Metric.WRITES, resource, operation, result));
    }

    void selectorChanged(Step step) {
        switch (step) {
            case Step.NarrowSelector narrow -> count(Series.of(Metric.SELECTOR_CHANGES, "narrowed"));
            case Step.RestoreSelector restore ->
                count(Series.of(
                        Metric.SELECTOR_CHANGES,
                        switch (restore.cause()) {
                            case ROLLED_BACK -> "rolled_back";
                            case GUARD, REVERT -> "restored";
                        }));
            case Step.ReleaseFields release -> {}
            case Step.OnWorkload template -> {}
        }
    }

    void reverted(String manager) {
        count(Series.of(Metric.REVERTS, "services", manager));
    }

    void rejected(Predicate predicate) {
        count(Series.of(Metric.SIMULATION_REJECTED, predicate.name()));
    }

    void probed(ProbeResult probe, ProbeWord word) {
        var service = probe.target().service();
        count(Series.of(Metric.PROBE, service.namespace(), service.name(), word.label()));
        timer(Metric.PROBE_DURATION, PROBE_BUCKETS).record(probe.took());
    }

    void rotated(String namespace, RotationJournal.Ended rotation) {
        count(Series.of(Metric.ROTATIONS, namespace, rotation.service(), rotation.occasion(), rotation.result()));
        if (rotation.isCompleted()) {
            timer(Metric.ROTATION_DURATION, ROTATION_BUCKETS).record(rotation.took());
        }
    }

    void blocked(String gate, String reason) {
        count(Series.of(Metric.GATE_BLOCKED, gate, reason));
    }

    void reported(Duration sinceDetected) {
        timer(Metric.DETECT_TO_REPORT, REPORT_BUCKETS).record(sinceDetected);
    }

    /** Counters of a Service that no policy answers for any more. */
    void forget(ServiceReference service) {
        for (var metric : List.of(Metric.PROBE, Metric.ROTATIONS)) {
            registry.find(metric.id())
                    .tags("namespace", service.namespace(), "service", service.name())
                    .counters()
                    .forEach(registry::remove);
        }
    }

    private void count(Series series) {
        Counter.builder(series.metric().id())
                .tags(series.tags())
                .description(series.metric().description())
                .register(registry)
                .increment();
    }

    private Timer timer(Metric metric, List<Duration> buckets) {
        return Timer.builder(metric.id())
                .description(metric.description())
                .serviceLevelObjectives(buckets.toArray(Duration[]::new))
                .register(registry);
    }

    private static List<Duration> buckets(long... millis) {
        return Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
    }
}
