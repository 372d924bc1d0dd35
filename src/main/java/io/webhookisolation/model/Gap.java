package io.webhookisolation.model;

/**
 * A part of the world that a Snapshot could not see: a cache that is not synced, a forbidden kind, a stalled watch.
 *
 * @param kind the Kubernetes kind, for example {@code EndpointSlice}
 * @param forbidden whether permission is missing (then {@code detail} names verb and resource)
 */
public record Gap(String kind, boolean forbidden, String detail) implements Comparable<Gap> {
    @Override
    public int compareTo(Gap other) {
        var byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : detail.compareTo(other.detail);
    }
}
