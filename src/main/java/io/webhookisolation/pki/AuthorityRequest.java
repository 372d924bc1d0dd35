package io.webhookisolation.pki;

import io.webhookisolation.model.KeyKind;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A generation to be made.
 *
 * @param subtrees DNS names that it and its leaves are bound to, with all names below them; not empty
 */
public record AuthorityRequest(
        GenerationName name, SortedSet<String> subtrees, KeyKind key, Instant notBefore, Instant notAfter) {

    public AuthorityRequest {
        if (subtrees.isEmpty()) {
            throw new IllegalArgumentException("an authority without a subtree could sign for any name");
        }
        subtrees = Collections.unmodifiableSortedSet(new TreeSet<>(subtrees));
    }
}
