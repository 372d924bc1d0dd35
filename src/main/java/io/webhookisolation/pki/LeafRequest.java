package io.webhookisolation.pki;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A leaf to be made.
 *
 * @param names DNS names, not empty
 * @param lifetime from {@code now} on, if the issuer lives as long; it is valid an hour earlier, for clocks that are behind
 */
public record LeafRequest(SortedSet<String> names, KeyAlgorithm algorithm, Instant now, Duration lifetime) {

    public LeafRequest {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a leaf without names is accepted by nobody");
        }
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
}
