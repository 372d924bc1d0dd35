package io.webhookisolation.probe;

import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks endpoints what they serve: one TLS handshake each, no request.
 *
 * <p>It only collects; whether a chain verifies is for the analysis to say. A probe never outlives its time-out, whatever
 * the other side does, and every connection goes through the {@link Dialer}.
 */
public final class Prober implements AutoCloseable {

    private static final ProbeOutcome CLOSED = new ProbeOutcome.Unreachable("the prober was closed");

    private final Dialer dialer;
    private final InstantSource clock;
    private final ProbeLimits limits;
    private final ProbePermits permits;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public Prober(Dialer dialer, InstantSource clock, ProbeLimits limits) {
        this.dialer = dialer;
        this.clock = clock;
        this.limits = limits;
        this.permits = new ProbePermits(limits);
    }

    /**
     * Probes them all and waits: one result per target, in the order of the targets. If the caller is interrupted or
     * the Prober is closed, what is not done yet is {@link ProbeOutcome.Unreachable}.
     */
    public List<ProbeResult> probe(Collection<ProbeTarget> targets) {
        var running = new TreeMap<ProbeTarget, Future<ProbeResult>>();
        new TreeSet<>(targets).forEach(target -> running.put(target, submit(target)));
        return running.entrySet().stream()
                .map(entry -> await(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Ends all probes; later ones are answered as unreachable. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Future<ProbeResult> submit(ProbeTarget target) {
        try {
            return threads.submit(() -> permits.within(target.service(), () -> timed(target)));
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(stopped(target));
        }
    }

    private ProbeResult await(ProbeTarget target, Future<ProbeResult> running) {
        try {
            return running.get();
        } catch (InterruptedException interrupted) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            return stopped(target);
        } catch (ExecutionException | CancellationException ended) {
            return stopped(target);
        }
    }

    private ProbeResult timed(ProbeTarget target) {
        var at = clock.instant();
        var outcome = withinDeadline(threads.submit(() -> attempt(target)));
        return new ProbeResult(target, at, Duration.between(at, clock.instant()), outcome);
    }

    /** The attempt has a thread of its own, so that even a Dialer that hangs cannot hold up a round. */
    private ProbeOutcome withinDeadline(Future<ProbeOutcome> attempt) {
        try {
            var outcome = attempt.get(limits.timeout().toNanos(), TimeUnit.NANOSECONDS);
            // Closing cuts connections, which must not look like a server that hung up.
            return threads.isShutdown() ? CLOSED : outcome;
        } catch (TimeoutException late) {
            return new ProbeOutcome.TimedOut();
        } catch (ExecutionException failure) {
            return new ProbeOutcome.Unreachable(String.valueOf(failure.getCause()));
        } catch (InterruptedException closing) {
            return CLOSED;
        } finally {
            attempt.cancel(true);
        }
    }

    private ProbeOutcome attempt(ProbeTarget target) throws GeneralSecurityException {
        try (var socket = dialer.dial(target.address(), target.port(), limits.timeout())) {
            socket.setSoTimeout(Math.clamp(limits.timeout().toMillis(), 1, Integer.MAX_VALUE));
            return new Handshake(socket, target.service().serverName()).outcome();
        } catch (ConnectException refused) {
            return new ProbeOutcome.Refused();
        } catch (SocketTimeoutException silent) {
            return new ProbeOutcome.TimedOut();
        } catch (IOException noWay) {
            return new ProbeOutcome.Unreachable(String.valueOf(noWay.getMessage()));
        }
    }

    private ProbeResult stopped(ProbeTarget target) {
        return new ProbeResult(target, clock.instant(), Duration.ZERO, CLOSED);
    }
}
