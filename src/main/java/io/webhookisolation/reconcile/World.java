package io.webhookisolation.reconcile;

import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import java.util.Collection;

/** What can be seen of the cluster. */
interface World {

    Snapshot snapshot(String namespace);

    /** The same namespace, read anew, with the other users of these Services. */
    Snapshot withUsers(Snapshot snapshot, Collection<ServiceReference> services);

    /** The same, with who else picks Pods there by their labels. */
    Snapshot withPodSelectors(Snapshot snapshot, String namespace);
}
