package io.webhookisolation.cluster.api;

import java.util.Random;
import java.util.UUID;

/** Makes UIDs and the random ends of generated names; equal seeds make equal ones. */
final class Identities {

    /** What the API server takes: no vowels, so that no words appear, and nothing that looks alike. */
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private static final int SUFFIX_LENGTH = 5;

    private final Random random;

    Identities(long seed) {
        this.random = new Random(seed);
    }

    String uid() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return UUID.nameUUIDFromBytes(bytes).toString();
    }

    String suffix() {
        return random.ints(SUFFIX_LENGTH, 0, LETTERS.length())
                .collect(StringBuilder::new, (text, index) -> text.append(LETTERS.charAt(index)), StringBuilder::append)
                .toString();
    }
}
