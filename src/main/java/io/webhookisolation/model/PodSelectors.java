package io.webhookisolation.model;

import java.util.List;

/**
 * Whatever else picks Pods of a namespace by their labels (NetworkPolicy, PodDisruptionBudget, PodMonitor), read live
 * before a template is labelled (predicate T3).
 *
 * @param unreadable what could not be read; any entry makes T3 fail
 */
public record PodSelectors(List<PodSelector> selectors, List<Gap> unreadable) {

    public static final PodSelectors NONE = new PodSelectors(List.of(), List.of());

    public PodSelectors {
        selectors = List.copyOf(selectors);
        unreadable = unreadable.stream().sorted().toList();
    }
}
