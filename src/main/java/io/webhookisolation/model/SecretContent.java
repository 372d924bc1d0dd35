package io.webhookisolation.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The {@code data} of a Secret, decoded. Its text shows names and sizes and nothing of the values, so that no log and no
 * message can tell a key; compared by bytes.
 */
public final class SecretContent {

    public static final SecretContent EMPTY = new SecretContent(Map.of());

    private final SortedMap<String, byte[]> entries;

    public SecretContent(Map<String, byte[]> entries) {
        this.entries = copy(entries);
    }

    /** Copies, by the names below {@code data}. */
    public SortedMap<String, byte[]> entries() {
        return copy(entries);
    }

    public boolean has(String name) {
        return entries.containsKey(name);
    }

    public Optional<byte[]> entry(String name) {
        return Optional.ofNullable(entries.get(name)).map(byte[]::clone);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretContent content
                && entries.keySet().equals(content.entries.keySet())
                && entries.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), content.entries.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        return entries.entrySet().stream()
                .mapToInt(entry -> entry.getKey().hashCode() ^ Arrays.hashCode(entry.getValue()))
                .sum();
    }

    @Override
    public String toString() {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().length + " bytes")
                .collect(Collectors.joining(", ", "SecretContent[", "]"));
    }

    private static SortedMap<String, byte[]> copy(Map<String, byte[]> entries) {
        var copy = new TreeMap<String, byte[]>();
        entries.forEach((name, bytes) -> copy.put(name, bytes.clone()));
        return Collections.unmodifiableSortedMap(copy);
    }
}
