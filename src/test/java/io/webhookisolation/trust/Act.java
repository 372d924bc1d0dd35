package io.webhookisolation.trust;

/** Something that happens to a serving Secret, to the bundles of its callers, or to its Pods. */
sealed interface Act {

    record Wait(int seconds) implements Act {}

    /** Somebody wants this chain stored. */
    record Store(Cast.Chain chain) implements Act {}

    /** Somebody wants a bundle changed by sets of certificates, as bits. */
    record Publish(int caller, int add, int drop) implements Act {}

    /** A Pod starts, and loads what the Secret holds or, if its node is behind, held so many versions ago. */
    record Start(int pod, int versionsBehind) implements Act {}

    /** A Pod loads the Secret again. */
    record Load(int pod, int versionsBehind) implements Act {}

    record Stop(int pod) implements Act {}

    /** We look at what a Pod serves. */
    record Look(int pod) implements Act {}

    record RollOut(boolean underWay) implements Act {}

    /** A kind of object can be seen no longer, or again. */
    record Blind(boolean blind) implements Act {}
}
