package io.webhookisolation.model;

/** Something other than a call site that sends traffic to a Service: an Ingress, HTTPRoute, ServiceMonitor, alias. */
public record ServiceUser(ObjectKey key, Provenance provenance, LabelSet labels) implements Comparable<ServiceUser> {
    @Override
    public int compareTo(ServiceUser other) {
        return key.compareTo(other.key);
    }
}
