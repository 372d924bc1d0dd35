package io.webhookisolation.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One term of a Pod's affinity or topology spread: which other Pods it looks at.
 *
 * @param selector selects nothing that concerns us where the manifest has none
 * @param same {@code matchLabelKeys}: keys whose value must be that of the Pod which has the term
 * @param other {@code mismatchLabelKeys}: keys whose value must not be that one
 * @param namespaces those that are named; with none, and not everywhere, its own
 * @param everywhere it has a {@code namespaceSelector}; which namespaces that selects is not looked up
 */
public record PlacementTerm(
        LabelSelector selector,
        SortedSet<String> same,
        SortedSet<String> other,
        SortedSet<String> namespaces,
        boolean everywhere) {

    public PlacementTerm {
        same = Collections.unmodifiableSortedSet(new TreeSet<>(same));
        other = Collections.unmodifiableSortedSet(new TreeSet<>(other));
        namespaces = Collections.unmodifiableSortedSet(new TreeSet<>(namespaces));
    }

    /** Whether the term of a Pod of namespace {@code home} looks at Pods of this one. */
    public boolean looksInto(String namespace, String home) {
        return everywhere || (namespaces.isEmpty() ? namespace.equals(home) : namespaces.contains(namespace));
    }

    /** What it selects for a Pod with these labels; keys that the Pod lacks are ignored (core/v1 API doc). */
    public LabelSelector selectorFor(LabelSet own) {
        return new LabelSelector(
                selector.matchLabels(),
                Stream.of(
                                selector.matchExpressions().stream(),
                                requirements(same, LabelSelector.Operator.IN, own),
                                requirements(other, LabelSelector.Operator.NOT_IN, own))
                        .flatMap(requirements -> requirements)
                        .toList());
    }

    private static Stream<LabelSelector.Requirement> requirements(
            SortedSet<String> keys, LabelSelector.Operator operator, LabelSet own) {
        return keys.stream()
                .flatMap(key -> own.value(key).stream()
                        .map(value -> new LabelSelector.Requirement(key, operator, List.of(value))));
    }
}
