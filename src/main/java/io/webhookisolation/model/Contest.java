package io.webhookisolation.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody else takes our keys off a Service's selector again and again; kept in the policy's status.
 *
 * @param manager the field manager that did it last, empty if unknown
 * @param count how often since {@code since}
 * @param last when it was seen the last time
 * @param until no narrowing before; empty as long as it happened too seldom to stand down
 */
public record Contest(String manager, int count, Instant since, Instant last, Optional<Instant> until) {

    public boolean isStandingDown(Instant now) {
        return until.filter(now::isBefore).isPresent();
    }

    /** From standing down until the next narrowing has stood for as long again. */
    public boolean isOpen(Instant now) {
        return until.map(end -> end.plus(Duration.between(last, end)))
                .filter(now::isBefore)
                .isPresent();
    }

    /** One clause: who, how often, since when. */
    public String told() {
        return (manager.isEmpty() ? "somebody unknown" : manager) + " took our keys off its selector "
                + (count == 1 ? "once, at " : count + " times since ") + since;
    }
}
