package io.webhookisolation.reconcile;

import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import java.util.Collection;

/** What can be seen of the cluster. */
interface World {

    Snapshot snapshot(String namespace);

    /** The same, with what these Secrets of the namespace hold certificates for, as far as they may be read. */
    Snapshot withSecrets(Snapshot snapshot, String namespace, Collection<String> secrets);

    /** The same namespace, read anew, with the other users of these Services. */
    Snapshot withUsers(Snapshot snapshot, Collection<ServiceReference> services);

    /** The same, with who else picks Pods there by their labels. */
    Snapshot withPodSelectors(Snapshot snapshot, String namespace);
}
