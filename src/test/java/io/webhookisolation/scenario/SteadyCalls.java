package io.webhookisolation.scenario;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Somebody who goes on asking components' webhooks, one after the other, whatever happens meanwhile. */
public final class SteadyCalls implements AutoCloseable {

    private static final int PAUSE_MILLIS = 10;

    private final ConcurrentLinkedQueue<Optional<String>> failures = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService caller = Executors.newSingleThreadScheduledExecutor();

    private SteadyCalls() {}

    /** Begins at once, and ends when it is closed. */
    public static SteadyCalls through(Installation... components) {
        var calls = new SteadyCalls();
        for (var component : components) {
            var _ = calls.caller.scheduleWithFixedDelay(
                    () -> calls.failures.add(ask(component)), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        return calls;
    }

    /** Whatever goes wrong is a call that failed: what a task throws, its executor keeps to itself. */
    private static Optional<String> ask(Installation component) {
        try {
            return component.call();
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    /** So far. */
    public AdmissionCalls made() {
        return new AdmissionCalls(List.copyOf(failures));
    }

    /** Errors of those that reached a Pod of another component, as they do in an overlap. */
    public List<String> misrouted() {
        return errors().filter(SteadyCalls::isMisrouted).toList();
    }

    /** Errors of those that failed for any other reason; an overlap explains none of them. */
    public List<String> failedOtherwise() {
        return errors().filter(not(SteadyCalls::isMisrouted)).toList();
    }

    private Stream<String> errors() {
        return failures.stream().flatMap(Optional::stream);
    }

    private static boolean isMisrouted(String error) {
        return error.contains("x509: certificate is valid for ");
    }

    /** Waits for the call that is under way. */
    @Override
    public void close() {
        caller.close();
    }
}
