package io.webhookisolation.plan;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists of names in sentences: the first three in order, then a count, so that a message stays readable. */
final class Phrase {

    private static final int SHOWN = 3;

    private Phrase() {}

    static String listing(Stream<String> names) {
        List<String> all = names.sorted().distinct().toList();
        var shown = all.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return all.size() > SHOWN ? shown + " and " + (all.size() - SHOWN) + " more" : shown;
    }
}
