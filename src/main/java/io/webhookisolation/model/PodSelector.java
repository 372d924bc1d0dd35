package io.webhookisolation.model;

/**
 * Something beside Services and workloads that picks Pods of a namespace by their labels.
 *
 * @param user for messages: {@code NetworkPolicy/name}
 */
public record PodSelector(String user, LabelSelector selector) {

    /** Whether it picks the one and not the other. */
    public boolean tellsApart(LabelSet one, LabelSet other) {
        return selector.selects(one) != selector.selects(other);
    }
}
