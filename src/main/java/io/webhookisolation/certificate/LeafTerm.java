package io.webhookisolation.certificate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The dates of a leaf, in whole seconds. */
public record LeafTerm(Instant notBefore, Instant notAfter) {

    public LeafTerm {
        if (!notBefore.isBefore(notAfter)) {
            throw new IllegalArgumentException("no leaf from " + notBefore + " to " + notAfter);
        }
    }

    /**
     * The dates of a leaf that {@code issuer} signs now: it never outlives the issuer.
     *
     * @throws IllegalArgumentException if the issuer {@linkplain Generation#canIssue cannot issue} any more
     */
    public static LeafTerm issuedAt(Instant now, Generation issuer, Timing timing) {
        var notBefore =
                now.truncatedTo(ChronoUnit.SECONDS).minus(timing.margins().backdate());
        var wanted = notBefore.plus(timing.leaf());
        var last = lastUnder(issuer, timing);
        return new LeafTerm(notBefore, wanted.isAfter(last) ? last : wanted);
    }

    /** When the next one is due; sooner for a leaf whose issuer made it end early. */
    public Instant renewal(Timing timing) {
        var life = Duration.between(notBefore, notAfter);
        return notBefore.plus(life.multipliedBy(timing.renewAtPercent()).dividedBy(100));
    }

    /** Whether to issue the next one now: never one that ends no later than this one, or they would only get shorter. */
    public boolean isDue(Instant now, Generation issuer, Timing timing) {
        return !now.isBefore(renewal(timing))
                && issuer.canIssue(now, timing)
                && issuedAt(now, issuer, timing).notAfter().isAfter(notAfter);
    }

    static Instant lastUnder(Generation issuer, Timing timing) {
        return issuer.notAfter().minus(timing.margins().belowIssuer());
    }
}
