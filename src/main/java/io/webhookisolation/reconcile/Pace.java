package io.webhookisolation.reconcile;

import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.report.Evaluation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** When to look at a policy again if nothing happens; thread-safe. */
final class Pace {

    /** What we wait for is on its way to the caches and will wake us; this is for when it does not. */
    static final Duration SOON = Duration.ofSeconds(1);

    static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 6;

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    Duration next(String uid, Evaluation evaluation) {
        if (has(evaluation, StepResult.Moved.class)) {
            return SOON;
        }
        if (isHindered(evaluation)) {
            return longer(afterFailure(uid), retryAfter(evaluation));
        }
        var success = afterSuccess(uid);
        if (has(evaluation, StepResult.Done.class)) {
            return FIRST_RETRY;
        }
        return endOfPause(evaluation)
                .filter(wait -> wait.compareTo(success) < 0)
                .orElse(success);
    }

    /** After a failure that is told of in the status: 5 s, doubled each time, at most 5 min. */
    Duration afterFailure(String uid) {
        var count = failures.merge(uid, 1, Integer::sum);
        var wait = FIRST_RETRY.multipliedBy(1L << Math.min(count - 1, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    /** After a success: 4 to 5 min, spread by UID so that policies made together do not come back together. */
    Duration afterSuccess(String uid) {
        failures.remove(uid);
        return LONGEST.minusMillis(
                Math.floorMod(uid.hashCode(), LONGEST.dividedBy(5).toMillis()));
    }

    void forget(String uid) {
        failures.remove(uid);
    }

    private static boolean has(Evaluation evaluation, Class<? extends StepResult> result) {
        return evaluation.outcomes().stream().anyMatch(outcome -> result.isInstance(outcome.result()));
    }

    private static boolean isHindered(Evaluation evaluation) {
        return evaluation.outcomes().stream().anyMatch(outcome -> !outcome.done())
                || evaluation.gaps().findAny().isPresent();
    }

    private static Duration retryAfter(Evaluation evaluation) {
        return evaluation.outcomes().stream()
                .flatMap(outcome ->
                        outcome.result() instanceof StepResult.Failed failed ? failed.retryAfter().stream() : null)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Optional<Duration> endOfPause(Evaluation evaluation) {
        var now = evaluation.now();
        return evaluation.plan().services().stream()
                .flatMap(service -> ends(service, now))
                .min(Instant::compareTo)
                .map(until -> Duration.between(now, until).plus(SOON));
    }

    /** Without a pause a revert was only to be written down first; then it goes on at once. */
    private static Stream<Instant> ends(ServicePlan service, Instant now) {
        var backOff = service.backOff().map(BackOff::until).filter(now::isBefore);
        var contest = service.contest()
                .filter(known -> service.state() == SelectorState.SELECTOR_REVERTED)
                .map(known -> known.until().filter(now::isBefore).orElse(now));
        return Stream.concat(backOff.stream(), contest.stream());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
