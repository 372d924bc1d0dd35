package io.webhookisolation.reconcile;

import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.observe.ClusterObserver;
import java.util.Collection;

/** The cluster through the shared informers. */
record ObservedWorld(ClusterObserver observer) implements World {

    @Override
    public Snapshot snapshot(String namespace) {
        return observer.snapshot(namespace);
    }

    @Override
    public Snapshot withUsers(Snapshot snapshot, Collection<ServiceReference> services) {
        return observer.withUsers(snapshot, services);
    }

    @Override
    public Snapshot withPodSelectors(Snapshot snapshot, String namespace) {
        return observer.withPodSelectors(snapshot, namespace);
    }
}
