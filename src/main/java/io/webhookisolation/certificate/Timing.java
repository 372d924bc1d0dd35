package io.webhookisolation.certificate;

import java.time.Duration;

/**
 * Every duration of a rotation, so that a test can run one in seconds and another for a decade.
 *
 * <p>Invariant: a period is longer than a leaf's life and the spare time together, so that an authority ends before the
 * period after its own does, and a bundle never needs more than three certificates on schedule.
 *
 * @param ca from an authority's first moment to its last
 * @param leaf the same of a leaf, unless its issuer ends earlier
 * @param renewAtPercent share of a leaf's life after which the next one is issued, 1 to 99
 */
public record Timing(Duration ca, Duration leaf, int renewAtPercent, Margins margins, Waits waits) {

    public static final Timing DEFAULT =
            new Timing(Duration.ofDays(365), Duration.ofDays(30), 67, Margins.DEFAULT, Waits.DEFAULT);

    /**
     * How far dates stay away from each other.
     *
     * @param backdate a certificate is valid this long before it is made, for clocks that are behind
     * @param spare from the end of the last leaf that an authority issued on schedule to its own end
     * @param belowIssuer a leaf ends this long before its issuer
     */
    public record Margins(Duration backdate, Duration spare, Duration belowIssuer) {

        public static final Margins DEFAULT = new Margins(Duration.ofHours(1), Duration.ofDays(30), Duration.ofDays(1));

        public Margins {
            if (backdate.isNegative() || belowIssuer.isNegative() || spare.compareTo(backdate.plus(belowIssuer)) < 0) {
                throw new IllegalArgumentException(
                        "the spare time must cover backdating and the end before the issuer");
            }
        }
    }

    /**
     * What a rotation waits for.
     *
     * @param trust a bundle holds a certificate this long before anything depends on it; API servers learn it by watch,
     *     with no published bound
     * @param adoption the same where no certificate of ours was served before
     * @param foresight what is issued must still verify after this time
     * @param evidence two looks at every Pod happen within this time
     * @param propagation until Pods are expected to serve what their Secret holds
     * @param betweenForced least time from one rotation to the next that somebody forces
     */
    public record Waits(
            Duration trust,
            Duration adoption,
            Duration foresight,
            Duration evidence,
            Duration propagation,
            Duration betweenForced) {

        public static final Waits DEFAULT = new Waits(
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                Duration.ofSeconds(60),
                Duration.ofMinutes(3),
                Duration.ofHours(1));

        public Waits {
            if (trust.isNegative() || adoption.compareTo(trust) < 0) {
                throw new IllegalArgumentException("adoption dwells at least as long as any other new trust");
            }
        }
    }

    public Timing {
        if (!leaf.isPositive()) {
            throw new IllegalArgumentException("a leaf must live");
        }
        if (renewAtPercent < 1 || renewAtPercent > 99) {
            throw new IllegalArgumentException("a leaf is renewed after 1 to 99 percent of its life");
        }
        var least = leaf.plus(margins.spare()).multipliedBy(3);
        if (ca.compareTo(least) < 0) {
            throw new IllegalArgumentException("an authority of " + ca + " is too short for leaves of " + leaf
                    + ": three times a leaf and the spare time together, that is " + least + ", is the least");
        }
    }

    /** How long one authority issues. Each is published one period before its own begins. */
    public Duration period() {
        return ca.minus(leaf).minus(margins.spare()).dividedBy(2);
    }

    /** A leaf that would end sooner than this is not worth a write: an authority that can issue no longer is past use. */
    Duration leastLeaf() {
        return leaf.dividedBy(10);
    }
}
