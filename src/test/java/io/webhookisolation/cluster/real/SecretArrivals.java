package io.webhookisolation.cluster.real;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;

/** Tells the node's agent of Secrets that Pods may have waited for. */
record SecretArrivals(NodeAgent node) implements ResourceEventHandler<Secret> {

    @Override
    public void onAdd(Secret secret) {
        node.secretIsThere(secret.getMetadata().getNamespace());
    }

    @Override
    public void onUpdate(Secret before, Secret after) {
        // It was there before.
    }

    @Override
    public void onDelete(Secret secret, boolean finalStateUnknown) {
        // The files of running Pods stay.
    }
}
