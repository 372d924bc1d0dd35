package io.webhookisolation.reconcile;

import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.observe.ClusterObserver;
import java.util.Collection;

/** The cluster through the shared informers. */
record ObservedWorld(ClusterObserver observer, Rights rights) implements World {

    @Override
    public Snapshot snapshot(String namespace) {
        return observer.snapshot(namespace);
    }

    @Override
    public Snapshot withSecrets(Snapshot snapshot, String namespace, Collection<String> secrets) {
        return rights.mayReadSecrets(namespace) ? observer.withSecrets(snapshot, namespace, secrets) : snapshot;
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
