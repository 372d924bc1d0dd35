package io.webhookisolation.model;

/**
 * Which of a Service's ready endpoints a caller sees, by the Service's traffic policies and its distribution.
 *
 * <p>Source: ServiceSpec API doc, {@code internalTrafficPolicy}, {@code externalTrafficPolicy}, {@code trafficDistribution}.
 */
public enum TrafficPolicy {
    /** All of them. */
    CLUSTER,
    /** Those of its own node, and none if there is none. */
    LOCAL,
    /** All; but who comes from outside of the cluster sees those of the node where he enters. */
    LOCAL_FROM_OUTSIDE,
    /** Those of its zone or node, as long as there is one. */
    PREFER_NEAR;

    public boolean dependsOnCaller() {
        return this != CLUSTER;
    }
}
