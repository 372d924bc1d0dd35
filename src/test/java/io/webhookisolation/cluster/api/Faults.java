package io.webhookisolation.cluster.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Makes chosen requests fail; each fault is used up by the requests that it hits. */
public final class Faults {

    /** What becomes of a request. */
    public sealed interface Fault {}

    /** Answered with this status, and not done. */
    public record Answer(int code, String reason, String message) implements Fault {}

    /** The connection breaks. */
    public record Drop(When when) implements Fault {}

    /** Whether a dropped request took effect. */
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

    public void clear() {
        planned.clear();
    }

    Optional<Fault> of(Call call) {
        return planned.stream()
                .filter(each -> each.takes(call))
                .map(Planned::fault)
                .findFirst();
    }

    public static Fault conflict() {
        return new Answer(
                409, "Conflict", "the object has been modified; please apply your changes to the latest version");
    }

    public static Fault unprocessable() {
        return new Answer(422, "Invalid", "the server rejected our request due to an error in our request");
    }

    public static Fault tooManyRequests() {
        return new Answer(429, "TooManyRequests", "the server has received too many requests, please try again later");
    }

    public static Fault internalError() {
        return new Answer(500, "InternalError", "Internal error occurred: injected by a test");
    }
}
