package io.webhookisolation.scenario;

import static org.awaitility.Awaitility.await;

import io.webhookisolation.model.TrustBundle;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks, five times a second, at what each Pod serves and what is trusted. A pair of both is in use if some API server may
 * meet this chain with this bundle: one that it holds now, or held within the trust dwell before.
 */
final class QuadrantSampler implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private record Live(List<TrustBundle> bundles, long askedAt) {}

    private final RotationStage stage;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Deque<Live> live = new ArrayDeque<>();
    private final Map<Object, Long> firstSeen = new HashMap<>();
    private final Map<Quadrants.Use, Long> uses = new LinkedHashMap<>();
    private long rotationBegan = System.nanoTime();
    private long samples;
    private long missed;

    private QuadrantSampler(RotationStage stage) {
        this.stage = stage;
    }

    static QuadrantSampler start(RotationStage stage) {
        var sampler = new QuadrantSampler(stage);
        var _ = sampler.clock.scheduleAtFixedRate(sampler::sample, 0, PERIOD.toNanos(), TimeUnit.NANOSECONDS);
        return sampler;
    }

    /** What there is is old from now on. */
    void beginRotation() {
        awaitMore(1);
        synchronized (this) {
            rotationBegan = System.nanoTime();
        }
    }

    /** An API server that is away shows nothing; nobody is told what a task throws. */
    private void sample() {
        try {
            var asked = System.nanoTime();
            var bundles = stage.bundles();
            var chains = stage.served().values();
            record(
                    new Live(bundles, asked),
                    chains.stream().filter(chain -> !chain.isEmpty()).toList());
        } catch (RuntimeException e) {
            miss();
        }
    }

    private synchronized void miss() {
        missed++;
    }

    /** A bundle was live after it was asked for, a chain was served before it was seen: so nothing is held against anybody that was not so. */
    private synchronized void record(Live newest, List<List<X509Certificate>> chains) {
        var now = System.nanoTime();
        live.removeIf(old -> now - old.askedAt() > stage.cell().trustDwell().toNanos());
        live.add(newest);
        newest.bundles().forEach(bundle -> firstSeen.putIfAbsent(bundle, newest.askedAt()));
        chains.forEach(chain -> firstSeen.putIfAbsent(chain, newest.askedAt()));
        for (var chain : chains) {
            live.stream()
                    .flatMap(seen -> seen.bundles().stream())
                    .distinct()
                    .forEach(bundle ->
                            uses.merge(new Quadrants.Use(chain, bundle, isNew(chain), isNew(bundle)), 1L, Long::sum));
        }
        samples++;
    }

    private boolean isNew(Object seen) {
        return Objects.requireNonNull(firstSeen.get(seen)) - rotationBegan > 0;
    }

    /** Returns once this many samples were taken that begin from now on. */
    void awaitMore(int more) {
        var before = samples() + 1;
        await("samples").atMost(PATIENCE).until(() -> samples() >= before + more);
    }

    private synchronized long samples() {
        return samples;
    }

    /** So far. */
    synchronized Quadrants seen() {
        return new Quadrants(stage.serverName(), Map.copyOf(uses), samples, missed);
    }

    @Override
    public void close() {
        clock.close();
    }
}
