package io.webhookisolation.model;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Labels of an object, or the equality-based selector of a Service; immutable and ordered by key.
 *
 * <p>As a selector all entries must be present (AND). An <em>empty</em> Service selector means "no selector", not
 * "everything" (Service API doc), so {@link #selects} of an empty set is false.
 */
public record LabelSet(SortedMap<String, String> entries) {

    public static final LabelSet EMPTY = new LabelSet(new TreeMap<>());

    public LabelSet {
        entries = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    public static LabelSet of(Map<String, String> entries) {
        return entries.isEmpty() ? EMPTY : new LabelSet(new TreeMap<>(entries));
    }

    public static LabelSet of(String key, String value) {
        return of(Map.of(key, value));
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    public int size() {
        return entries.size();
    }

    public Optional<String> value(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    public boolean has(String key, String value) {
        return value.equals(entries.get(key));
    }

    /** Whether each entry of {@code other} stands here with the same value; true for an empty {@code other}. */
    public boolean containsAll(LabelSet other) {
        return entries.entrySet().containsAll(other.entries.entrySet());
    }

    /** Whether this set, read as a Service selector, selects an object with these labels. */
    public boolean selects(LabelSet labels) {
        return !isEmpty() && labels.containsAll(this);
    }

    /** This set and {@code more}; where both have a key, {@code more} wins. */
    public LabelSet plus(LabelSet more) {
        var all = new TreeMap<>(entries);
        all.putAll(more.entries);
        return new LabelSet(all);
    }

    /** The entries that stand in both. */
    public LabelSet and(LabelSet other) {
        var both = new TreeMap<>(entries);
        both.entrySet().retainAll(other.entries.entrySet());
        return of(both);
    }

    public LabelSet without(Collection<String> keys) {
        var rest = new TreeMap<>(entries);
        rest.keySet().removeAll(keys);
        return of(rest);
    }

    /** {@code a=b,c=d}, as kubectl prints labels. */
    @Override
    public String toString() {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
