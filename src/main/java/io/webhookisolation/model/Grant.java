package io.webhookisolation.model;

import java.util.Comparator;

/**
 * A ServiceAccount may change one object that makes the API server call a Service; granted to this object by its name
 * (evidence E9).
 *
 * @param namespace of the ServiceAccount
 * @param kind of the object: {@code ValidatingWebhookConfiguration}
 * @param name of the object, which is cluster-scoped
 * @param provenance with what the grant was installed
 */
public record Grant(String namespace, String serviceAccount, String kind, String name, Provenance provenance)
        implements Comparable<Grant> {

    private static final Comparator<Grant> ORDER = Comparator.comparing(Grant::namespace)
            .thenComparing(Grant::serviceAccount)
            .thenComparing(Grant::kind)
            .thenComparing(Grant::name)
            .thenComparing(grant -> grant.provenance.toString());

    @Override
    public int compareTo(Grant other) {
        return ORDER.compare(this, other);
    }
}
