package io.webhookisolation.model;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a policy says about certificates.
 *
 * @param ca how long an authority is valid
 * @param leaf how long a leaf is valid
 * @param renewAtPercent share of a leaf's life after which the next one is issued, 1 to 99
 * @param takeOver who may be replaced
 * @param rotate a change of it forces one rotation; empty forces nothing
 * @param compromised generations whose key leaked
 * @param restarts Pods that do not reload are replaced, where that costs no call
 */
public record CertificatePolicy(
        Mode mode,
        Duration ca,
        Duration leaf,
        int renewAtPercent,
        KeyKind key,
        Set<CertificateManager> takeOver,
        String rotate,
        SortedSet<Integer> compromised,
        boolean restarts) {

    /** With less nobody has the time to act when a renewal fails. */
    public static final Duration LEAST_LEAF = Duration.ofDays(3);

    public static final Duration MOST_CA = Duration.ofDays(3650);

    private static final Duration SPARE = Duration.ofDays(30);

    /** What counts where a policy says nothing. */
    public static final CertificatePolicy AUDIT = new CertificatePolicy(
            Mode.AUDIT,
            Duration.ofDays(365),
            Duration.ofDays(30),
            67,
            KeyKind.ECDSA_256,
            Set.of(),
            "",
            new TreeSet<>(),
            false);

    public CertificatePolicy {
        if (renewAtPercent < 1 || renewAtPercent > 99) {
            throw new IllegalArgumentException("no share of a life: " + renewAtPercent + " percent");
        }
        takeOver = takeOver.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(takeOver));
        compromised = Collections.unmodifiableSortedSet(new TreeSet<>(compromised));
    }

    /** Whether both are within their bounds, and an authority outlives its leaves for long enough (docs/adr/0018). */
    public static boolean fit(Duration ca, Duration leaf) {
        return leaf.compareTo(LEAST_LEAF) >= 0
                && ca.compareTo(leaf.plus(SPARE).multipliedBy(3)) >= 0
                && ca.compareTo(MOST_CA) <= 0;
    }

    /** The same, but nothing is issued. */
    public CertificatePolicy audited() {
        return new CertificatePolicy(
                Mode.AUDIT, ca, leaf, renewAtPercent, key, takeOver, rotate, compromised, restarts);
    }
}
