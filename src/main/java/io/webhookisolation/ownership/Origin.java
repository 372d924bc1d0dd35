package io.webhookisolation.ownership;

import io.webhookisolation.model.Provenance;
import java.util.Optional;

/** What provenance says about two objects that one namespace is assumed to hold. */
final class Origin {

    private Origin() {}

    /** Whether the two are known to be installed and upgraded apart: marked by a tool, and differently (docs/adr/0020). */
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
