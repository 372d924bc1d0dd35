package io.webhookisolation.plan;

import io.webhookisolation.model.Contest;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How often others took our keys off a Service's selector, and when we stand down: after the third time within 7 days, for
 * 5 minutes, doubled each further time, at most 24 hours. After 7 quiet days all is forgotten.
 *
 * <p>Whoever did it: two that take turns would otherwise never be caught (docs/adr/0012). A revert is always remembered
 * before anything is written again, so that no crash and no refused status can hide one.
 */
final class Contests {

    private static final Duration WINDOW = Duration.ofDays(7);
    private static final int ENOUGH = 3;

    private final Service service;
    private final Instant now;
    private final boolean reverted;
    private final Optional<Contest> remembered;

    Contests(Memory memory, Service service, Instant now) {
        this.service = service;
        this.now = now;
        this.reverted = isReverted(memory, service);
        var known = known(memory, now);
        this.remembered = reverted ? Optional.of(known.map(this::again).orElseGet(this::first)) : known;
    }

    static Optional<Contest> known(Memory memory, Instant now) {
        return memory.contest().filter(contest -> now.isBefore(contest.last().plus(WINDOW)));
    }

    /** Still known, a revert that is seen just now included. */
    Optional<Contest> remembered() {
        return remembered;
    }

    Optional<Pause> pause() {
        return remembered
                .filter(contest -> reverted || contest.isStandingDown(now))
                .map(contest -> new Pause(
                        SelectorState.SELECTOR_REVERTED,
                        new Refusal(
                                Predicate.MANAGER,
                                contest.told()
                                        + contest.until()
                                                .map(until -> "; no other try before " + until)
                                                .orElse("; nothing is written before the status says so"))));
    }

    /**
     * Our keys are off, and not by ourselves: we remove our record together with the keys, and leave nobody in {@code
     * managedFields}.
     */
    private static boolean isReverted(Memory memory, Service service) {
        return !service.selector().containsAll(memory.added())
                && (service.applied().isPresent() || !service.selectorWriter().isEmpty());
    }

    private Contest first() {
        return new Contest(service.selectorWriter(), 1, seen(), seen(), Optional.empty());
    }

    private Contest again(Contest before) {
        var tooSlow =
                before.count() == ENOUGH - 1 && !now.isBefore(before.since().plus(WINDOW));
        var count = tooSlow ? before.count() : before.count() + 1;
        return new Contest(
                service.selectorWriter(),
                count,
                tooSlow ? before.last() : before.since(),
                seen(),
                count < ENOUGH ? Optional.empty() : Optional.of(seen().plus(BackOffs.pause(count - ENOUGH + 1))));
    }

    /** As the status will have it. */
    private Instant seen() {
        return now.truncatedTo(ChronoUnit.SECONDS);
    }
}
