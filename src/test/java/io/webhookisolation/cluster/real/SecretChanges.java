package io.webhookisolation.cluster.real;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.webhookisolation.cluster.pod.MountedSecrets;

/** Tells what Pods may mount from what an informer sees. */
record SecretChanges(MountedSecrets secrets) implements ResourceEventHandler<Secret> {

    @Override
    public void onAdd(Secret secret) {
        secrets.changed(secret);
    }

    @Override
    public void onUpdate(Secret before, Secret after) {
        secrets.changed(after);
    }

    @Override
    public void onDelete(Secret secret, boolean finalStateUnknown) {
        // The files of running Pods stay.
    }
}
