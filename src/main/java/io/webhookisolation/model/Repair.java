package io.webhookisolation.model;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The smallest change that would isolate a Service.
 *
 * @param addLabels keys to add to the selector
 * @param templateLabels labels that owners' Pod templates need first, by {@code Kind/name}
 * @param stability rank of the worst added key: 1 immutable in {@code matchLabels}, 2 in template and on all Pods
 * @param reason why this and not less; for {@code NONE} why nothing can be proposed
 */
public record Repair(
        RepairKind kind, LabelSet addLabels, SortedMap<String, LabelSet> templateLabels, int stability, String reason) {

    public Repair {
        templateLabels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(templateLabels));
    }

    public static Repair none(String reason) {
        return new Repair(RepairKind.NONE, LabelSet.EMPTY, new TreeMap<>(), 0, reason);
    }
}
