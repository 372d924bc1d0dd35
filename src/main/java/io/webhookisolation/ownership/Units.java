package io.webhookisolation.ownership;

import io.webhookisolation.model.Snapshot;
import java.util.List;
import java.util.Map;

/** All units of a Snapshot by namespace; made in one pass, so that no question costs more than its namespace. */
public final class Units {

    private final Map<String, List<Unit>> byNamespace;

    private Units(Map<String, List<Unit>> byNamespace) {
        this.byNamespace = byNamespace;
    }

    public static Units of(Snapshot snapshot) {
        return new Units(new Folding(snapshot).units());
    }

    /** Sorted by key. */
    public List<Unit> in(String namespace) {
        return byNamespace.getOrDefault(namespace, List.of());
    }
}
