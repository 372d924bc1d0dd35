package io.webhookisolation.cluster.proxy;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.cluster.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Makes chosen requests go wrong; each fault is used up by the requests that it hits, watches included. */
public final class Faults {

    /** What becomes of a request. */
    public sealed interface Fault {}

    /**
     * Answered with this status, and not done.
     *
     * @param retryAfter seconds; 0 to say nothing of it
     */
    public record Answer(int code, String reason, String message, int retryAfter) implements Fault {

        HttpResponse response() {
            var status = new StatusBuilder()
                    .withStatus("Failure")
                    .withCode(code)
                    .withReason(reason)
                    .withMessage(message)
                    .withNewDetails()
                    .withRetryAfterSeconds(retryAfter)
                    .endDetails()
                    .build();
            var response = HttpResponse.of(code, "application/json", Serialization.asJson(status));
            return retryAfter == 0 ? response : response.with("retry-after", Integer.toString(retryAfter));
        }
    }

    /** The connection breaks. */
    public record Drop(When when) implements Fault {}

    /** From this request on the API server cannot be reached, as for a process that was killed. */
    public record Cut(When when) implements Fault {}

    /** The request, or the answer to it, waits at the gate. */
    public record Hold(When when, Gate gate) implements Fault {}

    /** Nothing. */
    record Pass() implements Fault {}

    /** Whether a request took effect when the fault hits it. */
    public enum When {
        BEFORE_IT_IS_DONE,
        AFTER_IT_IS_DONE
    }

    private record Planned(Predicate<Call> matches, Fault fault, AtomicInteger left) {

        boolean takes(Call call) {
            return matches.test(call) && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
        }
    }

    private final List<Planned> planned = new CopyOnWriteArrayList<>();

    public void next(Predicate<Call> matching, Fault fault) {
        next(1, matching, fault);
    }

    public void next(int times, Predicate<Call> matching, Fault fault) {
        planned.add(new Planned(matching, fault, new AtomicInteger(times)));
    }

    /** Until {@link #clear()}. */
    public void every(Predicate<Call> matching, Fault fault) {
        next(Integer.MAX_VALUE, matching, fault);
    }

    /** How many requests are still to be hit by {@link #next}. */
    public int pending() {
        return planned.stream().mapToInt(each -> each.left().get()).sum();
    }

    public void clear() {
        planned.clear();
    }

    Fault of(Call call) {
        return planned.stream()
                .filter(each -> each.takes(call))
                .map(Planned::fault)
                .findFirst()
                .orElseGet(Pass::new);
    }

    public static Fault forbidden() {
        return new Answer(403, "Forbidden", "forbidden by a test", 0);
    }

    public static Fault conflict() {
        return new Answer(
                409, "Conflict", "the object has been modified; please apply your changes to the latest version", 0);
    }

    public static Fault unprocessable() {
        return new Answer(422, "Invalid", "the server rejected our request due to an error in our request", 0);
    }

    public static Fault tooManyRequests() {
        return new Answer(
                429, "TooManyRequests", "the server has received too many requests, please try again later", 1);
    }

    public static Fault internalError() {
        return new Answer(500, "InternalError", "Internal error occurred: injected by a test", 0);
    }

    public static Fault unavailable() {
        return new Answer(503, "ServiceUnavailable", "the server is currently unable to handle the request", 0);
    }
}
