package io.webhookisolation.certificate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One authority in the sequence of a Service's rotations.
 *
 * @param number from 1; a later one has a higher number, and none is used twice
 * @param notBefore whole seconds, as certificates have them
 */
public record Generation(int number, Instant notBefore, Instant notAfter) implements Comparable<Generation> {

    public Generation {
        if (number < 1 || !notBefore.isBefore(notAfter)) {
            throw new IllegalArgumentException("no generation " + number + " from " + notBefore + " to " + notAfter);
        }
    }

    /** A successor, made now: it waits for one period, and issues for the next. */
    public static Generation madeAt(Instant now, int number, Timing timing) {
        var notBefore =
                now.truncatedTo(ChronoUnit.SECONDS).minus(timing.margins().backdate());
        return new Generation(number, notBefore, notBefore.plus(timing.ca()));
    }

    /**
     * One that nobody made in time, to issue at once: it has no period to wait for, so it ends one earlier, or a bundle would
     * need a fourth certificate.
     */
    static Generation madeLate(Instant now, int number, Timing timing) {
        var successor = madeAt(now, number, timing);
        return new Generation(number, successor.notBefore, successor.notAfter.minus(timing.period()));
    }

    /** It is made when its predecessor begins to issue, so this is also the time of the last rotation. */
    Instant made(Timing timing) {
        return notBefore.plus(timing.margins().backdate());
    }

    /** When it takes over by schedule, which follows from its own first date: no date is stored anywhere. */
    public Instant takesOver(Timing timing) {
        return made(timing).plus(timing.period());
    }

    /** Whether a leaf that it issues now lasts long enough to be worth it. */
    public boolean canIssue(Instant now, Timing timing) {
        return !now.isBefore(notBefore) && !LeafTerm.lastUnder(this, timing).isBefore(now.plus(timing.leastLeaf()));
    }

    @Override
    public int compareTo(Generation other) {
        return Integer.compare(number, other.number);
    }
}
