package io.webhookisolation.trust;

import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.ServiceReference;
import java.util.Optional;

/**
 * I4: what must still hold when a write arrives, or the API server refuses it.
 *
 * <p>Entries of a webhook configuration are written by index, and another writer may have put one before them: so the name
 * at that index is tested, and the Service that it names.
 *
 * @param uid a re-created object inherits nothing
 * @param resourceVersion the one that the decision saw; 409 if it moved
 * @param entry empty for objects that are one call site, or none
 */
public record Unmoved(ObjectKey object, String uid, String resourceVersion, Optional<Entry> entry) {

    public Unmoved {
        if (uid.isEmpty() || resourceVersion.isEmpty()) {
            throw new IllegalArgumentException(
                    "a write to " + object + " without UID and resourceVersion is unguarded");
        }
    }

    /** One entry of a webhook configuration. */
    public record Entry(int index, String name, ServiceReference service) {}
}
