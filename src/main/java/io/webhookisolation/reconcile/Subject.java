package io.webhookisolation.reconcile;

import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.model.Policy;
import java.util.List;

/**
 * The policy that a reconcile is about.
 *
 * @param resource as the cache has it
 * @param policy what it asks for, as far as this operator may do it
 * @param peers the other policies of its namespace
 */
record Subject(WebhookIsolationPolicy resource, Policy policy, List<Policy> peers) {

    String uid() {
        return resource.getMetadata().getUid();
    }

    long generation() {
        var generation = resource.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }

    String namespace() {
        return policy.namespace();
    }

    /** {@code namespace/name}. */
    String key() {
        return policy.key();
    }

    /** Whether no living policy is left in its namespace once it is gone. */
    boolean isLast() {
        return peers.stream().allMatch(Policy::deleting);
    }
}
