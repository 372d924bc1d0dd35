package io.webhookisolation.plan;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;

/**
 * A Pod or a Pod template: whatever a selector can match.
 *
 * @param unit the unit of ownership that it belongs to
 */
record Bearer(ObjectKey unit, ObjectKey object, LabelSet labels, Presence presence) {

    enum Presence {
        /** A Pod, or a template that Pods are or will be made from. */
        PRESENT,
        /** A Pod that is terminating. */
        LEAVING,
        /** The template of a revision without replicas: only a rollback brings it back. */
        PAST
    }

    boolean isPast() {
        return presence == Presence.PAST;
    }

    boolean stays() {
        return presence == Presence.PRESENT;
    }

    /** For sentences; inside one namespace the kind and the name are enough. */
    String name() {
        return object.equals(unit) ? unit.kindAndName() : object.kindAndName() + " of " + unit.kindAndName();
    }
}
