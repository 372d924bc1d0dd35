package io.webhookisolation.probe;

import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.ServiceReference;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Probes the wanted targets again and again in the background, each when {@link ProbeSchedule} says.
 *
 * <p>A round belongs to one namespace, so that a slow one holds up no other; when its results are in the history, the
 * namespace is reported as changed. A target is never in two rounds at once.
 */
public final class ProbeRounds implements AutoCloseable {

    // No wait trusts the clock for longer: NTP or a test may move it.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Function<Collection<ProbeTarget>, List<ProbeResult>> prober;
    private final RoundQueue queue;
    private final InstantSource clock;
    private final Consumer<String> namespaceChanged;
    private final ExecutorService threads;
    private final Semaphore news = new Semaphore(0);

    /** Starts at once; {@code namespaceChanged} is called from the thread of a round. */
    public ProbeRounds(Prober prober, ProbeHistory history, InstantSource clock, Consumer<String> namespaceChanged) {
        this(prober::probe, history, clock, namespaceChanged, Executors.newVirtualThreadPerTaskExecutor());
        threads.execute(this::keepGoing);
    }

    /** Starts nothing by itself: whoever calls {@link #startDue} is the scheduler. */
    ProbeRounds(
            Function<Collection<ProbeTarget>, List<ProbeResult>> prober,
            ProbeHistory history,
            InstantSource clock,
            Consumer<String> namespaceChanged,
            ExecutorService threads) {
        this.prober = prober;
        this.queue = new RoundQueue(history);
        this.clock = clock;
        this.namespaceChanged = namespaceChanged;
        this.threads = threads;
    }

    /** Replaces the targets of this namespace; new ones are probed at once, and what others showed is forgotten. */
    public void want(String namespace, Collection<ProbeTarget> targets) {
        queue.want(namespace, targets);
        news.release();
    }

    /** Asks for a round of this Service's targets at once, whatever the schedule says. */
    public void now(ServiceReference service) {
        queue.hurry(service);
        news.release();
    }

    /** Ends all rounds; what they have found by then is dropped, and nobody is told any more. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    void startDue() {
        queue.take(clock.instant()).forEach((namespace, targets) -> {
            try {
                threads.execute(() -> round(namespace, targets));
            } catch (RejectedExecutionException closed) {
                queue.done(namespace, targets, List.of());
            }
        });
    }

    private void round(String namespace, List<ProbeTarget> targets) {
        List<ProbeResult> results = List.of();
        try {
            results = prober.apply(targets);
        } finally {
            queue.done(namespace, targets, threads.isShutdown() ? List.of() : results);
            news.release();
        }
        if (!threads.isShutdown()) {
            namespaceChanged.accept(namespace);
        }
    }

    private void keepGoing() {
        try {
            while (!threads.isShutdown()) {
                startDue();
                news.tryAcquire(idle().toNanos(), TimeUnit.NANOSECONDS);
                news.drainPermits();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration idle() {
        var now = clock.instant();
        var next = queue.next();
        if (next.isAfter(now.plus(LONGEST_WAIT))) {
            return LONGEST_WAIT;
        }
        return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
    }
}
