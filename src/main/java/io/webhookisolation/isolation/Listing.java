package io.webhookisolation.isolation;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names in a sentence: three at most, then a count. */
final class Listing {

    static final int SHOWN = 3;

    private Listing() {}

    static String of(Collection<String> names) {
        var shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }
}
