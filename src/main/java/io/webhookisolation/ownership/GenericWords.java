package io.webhookisolation.ownership;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Words that project scaffolds put into every name, so that they tell nobody apart. */
final class GenericWords {

    private static final Set<String> WORDS = Set.of(
            "admission",
            "app",
            "apiserver",
            "controller",
            "default",
            "manager",
            "metrics",
            "operator",
            "server",
            "service",
            "svc",
            "system",
            "webhook",
            "webhooks");

    private GenericWords() {}

    static List<String> tokens(String name) {
        return Arrays.asList(name.split("-", -1));
    }

    /** Whether a name or value consists of nothing but such words. */
    static boolean only(List<String> tokens) {
        return WORDS.containsAll(tokens);
    }
}
