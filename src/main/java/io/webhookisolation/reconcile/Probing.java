package io.webhookisolation.reconcile;

import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.ServiceReference;
import java.util.Collection;

/** Whom to probe in the background; what comes of it is in the next Snapshot. */
interface Probing {

    /** Replaces the targets of a namespace. */
    void want(String namespace, Collection<ProbeTarget> targets);

    /** Asks for a round of this Service at once. */
    void now(ServiceReference service);
}
