package io.webhookisolation.pki;

import io.webhookisolation.model.KeyKind;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A leaf to be made.
 *
 * @param names DNS names, not empty
 * @param notAfter at the latest; it ends with its issuer, whatever is asked for
 */
public record LeafRequest(SortedSet<String> names, KeyKind key, Instant notBefore, Instant notAfter) {

    public LeafRequest {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a leaf without names is accepted by nobody");
        }
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
}
