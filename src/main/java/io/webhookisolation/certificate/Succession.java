package io.webhookisolation.certificate;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which generation issues, why, and which must be made so that its successor is known in time.
 *
 * <p>Invariant: it follows from keys, dates and wishes alone, so that an operator who remembers nothing comes to the same
 * answer; and it never goes back from a sound generation to an earlier one.
 */
public final class Succession {

    private final List<Generation> sound;
    private final int inUse;
    private final Wishes wishes;
    private final Timing timing;
    private final Instant now;

    /**
     * @param held generations whose key we hold
     * @param inUse number of the generation that issued the present leaf; 0 if none of ours did
     */
    public Succession(Collection<Generation> held, int inUse, Wishes wishes, Timing timing, Instant now) {
        this.inUse = inUse;
        this.wishes = wishes;
        this.timing = timing;
        this.now = now;
        sound = held.stream()
                .filter(generation -> !wishes.compromised().contains(generation.number()))
                .filter(generation -> generation.canIssue(now, timing))
                .sorted()
                .toList();
    }

    /** The generation that leaves come from now; empty if there is no sound one and one must be made. */
    public Optional<Generation> issuer() {
        var line = line();
        return line.size() > 1 && takesOver(line.get(1))
                ? Optional.of(line.get(1))
                : line.stream().findFirst();
    }

    /** Why the issuer is not the generation in use; empty if it is. */
    public Optional<Occasion> occasion() {
        return issuer().filter(issuer -> issuer.number() != inUse).map(this::occasion);
    }

    private Occasion occasion(Generation issuer) {
        if (inUse == 0) {
            return Occasion.ADOPTION;
        }
        if (wishes.compromised().contains(inUse)) {
            return Occasion.COMPROMISE;
        }
        if (sound.stream().noneMatch(generation -> generation.number() == inUse)) {
            return Occasion.KEY_GONE;
        }
        return now.isBefore(issuer.takesOver(timing)) ? Occasion.FORCED : Occasion.SCHEDULE;
    }

    /**
     * The generations to make now, so that there is an issuer and its successor.
     *
     * @param highest the highest number that was ever seen: held, in a bundle, in a Secret or served
     */
    public List<Generation> missing(int highest) {
        var leaked = wishes.compromised().isEmpty() ? 0 : wishes.compromised().last();
        var first = Math.max(highest, leaked) + 1;
        var issuer = issuer();
        if (issuer.isEmpty()) {
            return List.of(Generation.madeLate(now, first, timing), Generation.madeAt(now, first + 1, timing));
        }
        var isLast = sound.getLast().equals(issuer.orElseThrow());
        return isLast ? List.of(Generation.madeAt(now, first, timing)) : List.of();
    }

    /** When the next rotation is due by schedule; empty while no successor is there. */
    public Optional<Instant> next() {
        return issuer().map(sound::indexOf)
                .filter(index -> index + 1 < sound.size())
                .map(index -> sound.get(index + 1).takesOver(timing));
    }

    /** From the generation in use on; all, if that is none of them or later than all (a restored backup). */
    private List<Generation> line() {
        var line = sound.stream()
                .filter(generation -> generation.number() >= inUse)
                .toList();
        return line.isEmpty() ? sound : line;
    }

    private boolean takesOver(Generation successor) {
        var isDue = !now.isBefore(successor.takesOver(timing));
        var isForced = wishes.forced()
                && inUse > 0
                && !now.isBefore(successor.made(timing).plus(timing.waits().betweenForced()));
        return !wishes.suspended() && (isDue || isForced);
    }
}
