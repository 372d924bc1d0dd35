package io.webhookisolation.model;

/**
 * Whether a workload's Pods are all of its newest template.
 *
 * @param settled the controller observed the newest generation and every Pod is updated and available
 * @param detail what is still open, for messages; empty when settled
 */
public record Rollout(boolean settled, String detail) {

    public static final Rollout SETTLED = new Rollout(true, "");

    public static Rollout open(String detail) {
        return new Rollout(false, detail);
    }
}
