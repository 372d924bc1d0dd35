package io.webhookisolation.plan;

import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a Service is left alone after a narrowing had to be undone: 5 minutes, doubled each time, at most 24 hours.
 *
 * <p>A back-off that has ended is remembered for another 24 hours, so that "each time" has a meaning.
 */
final class BackOffs {

    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration MEMORY = Duration.ofHours(24);
    /** 5 min doubled nine times is more than 24 h; more doublings would only overflow. */
    private static final int MOST_DOUBLINGS = 9;

    private final Optional<BackOff> remembered;
    private final Instant now;

    BackOffs(Memory memory, Instant now) {
        this.remembered =
                memory.backOff().filter(backOff -> now.isBefore(backOff.until().plus(MEMORY)));
        this.now = now;
    }

    /** Still known, running or not. */
    Optional<BackOff> remembered() {
        return remembered;
    }

    Optional<BackOff> running() {
        return remembered.filter(backOff -> now.isBefore(backOff.until()));
    }

    Optional<Pause> pause(Service service) {
        return running()
                .map(backOff -> new Pause(
                        SelectorState.ROLLED_BACK,
                        new Refusal(
                                Predicate.P10,
                                "the last narrowing of " + service.key() + " was undone, because "
                                        + reason(backOff.cause()) + " (" + backOff.count()
                                        + " in a row); no other try before " + backOff.until())));
    }

    /** After one more undo; a running one stays as it is, since its own undo has not been written yet. */
    BackOff after(RestoreCause cause) {
        return running().orElseGet(() -> {
            var count = remembered.map(BackOff::count).orElse(0) + 1;
            return new BackOff(cause, count, now.plus(pause(count)));
        });
    }

    private static String reason(RestoreCause cause) {
        return switch (cause) {
            case ROLLED_BACK -> "an owner left the endpoints";
            case GUARD -> "it would have excluded an owner or left the Service empty";
            case REVERT -> "its policy was deleted";
        };
    }

    /** After so many in a row. */
    static Duration pause(int count) {
        var doubled = FIRST.multipliedBy(1L << Math.clamp(count - 1, 0, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
