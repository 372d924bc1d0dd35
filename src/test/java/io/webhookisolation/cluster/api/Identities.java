package io.webhookisolation.cluster.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes UIDs and the random ends of generated names; they follow from the seed, the object and how often one like it was
 * made before, so that what happens to other objects in between does not matter.
 */
final class Identities {

    /** What the API server takes: no vowels, so that no words appear, and nothing that looks alike. */
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private static final int SUFFIX_LENGTH = 5;

    private final long seed;
    private final Map<String, Integer> made = new ConcurrentHashMap<>();

    Identities(long seed) {
        this.seed = seed;
    }

    String uid(ResourceType type, String namespace, String name) {
        var bytes = new byte[16];
        random("uid", type, namespace, name).nextBytes(bytes);
        return UUID.nameUUIDFromBytes(bytes).toString();
    }

    String suffix(ResourceType type, String namespace, String prefix) {
        var random = random("name", type, namespace, prefix);
        var suffix = new StringBuilder();
        while (suffix.length() < SUFFIX_LENGTH) {
            suffix.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return suffix.toString();
    }

    private Random random(String purpose, ResourceType type, String namespace, String name) {
        var of = String.join("/", purpose, type.qualifiedName(), namespace, name);
        var unique = seed + "/" + of + "/" + made.merge(of, 1, Integer::sum);
        return new Random(
                UUID.nameUUIDFromBytes(unique.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits());
    }
}
