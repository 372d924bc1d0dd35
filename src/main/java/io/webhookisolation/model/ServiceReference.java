package io.webhookisolation.model;

import java.util.Comparator;

/** The name by which call sites, endpoints and status refer to a Service. */
public record ServiceReference(String namespace, String name) implements Comparable<ServiceReference> {

    private static final Comparator<ServiceReference> ORDER =
            Comparator.comparing(ServiceReference::namespace).thenComparing(ServiceReference::name);

    /** The TLS server name that the API server verifies: {@code <service>.<namespace>.svc} (apiserver util/webhook). */
    public String serverName() {
        return name + "." + namespace + ".svc";
    }

    @Override
    public int compareTo(ServiceReference other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
