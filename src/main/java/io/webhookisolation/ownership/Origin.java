package io.webhookisolation.ownership;

import io.webhookisolation.model.Provenance;
import java.util.Optional;

/** What provenance says about two objects that one namespace is assumed to hold. */
final class Origin {

    private Origin() {}

    /**
     * Whether the two can mean the same object when they write the same name.
     *
     * <p>In manifests that are judged together, nine components mount a Secret {@code webhook-server-cert}; they mean nine
     * Secrets.
     */
    static boolean mayMeet(Provenance one, Provenance other) {
        return !differ(one.document(), other.document()) && !differ(one.homeNamespace(), other.homeNamespace());
    }

    /** Whether the two are known to be installed and upgraded apart. */
    static boolean otherComponent(Provenance one, Provenance other) {
        return differ(one.helmRelease(), other.helmRelease()) || differ(one.olmOwner(), other.olmOwner());
    }

    static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    static boolean same(Optional<String> one, Optional<String> other) {
        return one.isPresent() && one.equals(other);
    }
}
