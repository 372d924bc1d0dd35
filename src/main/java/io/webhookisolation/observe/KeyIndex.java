package io.webhookisolation.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** Keys of objects by the place where they belong; reads may run beside writes. */
final class KeyIndex {

    private final ConcurrentMap<String, Set<String>> keys = new ConcurrentHashMap<>();

    void add(String place, String key) {
        keys.compute(place, (same, before) -> {
            var all = before == null ? ConcurrentHashMap.<String>newKeySet() : before;
            all.add(key);
            return all;
        });
    }

    void remove(String place, String key) {
        keys.computeIfPresent(place, (same, left) -> {
            left.remove(key);
            return left.isEmpty() ? null : left;
        });
    }

    Stream<String> keys(String place) {
        return keys.getOrDefault(place, Set.of()).stream();
    }

    /** Those that have a key. */
    Stream<String> places() {
        return keys.keySet().stream();
    }
}
