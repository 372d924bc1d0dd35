package io.webhookisolation.reconcile;

import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.apply.Finalizers;
import io.webhookisolation.model.Mode;
import java.util.List;

/** Policy {@code operators/webhooks} as a cycle takes it up. */
final class Subjects {

    private Subjects() {}

    static Subject auditing() {
        return subject(Mode.AUDIT, PolicySpec.OnDelete.Retain, false, false);
    }

    static Subject enforcing() {
        return subject(Mode.ENFORCE, PolicySpec.OnDelete.Retain, false, false);
    }

    static Subject reverting() {
        return subject(Mode.ENFORCE, PolicySpec.OnDelete.Revert, false, false);
    }

    static Subject leaving() {
        return subject(Mode.ENFORCE, PolicySpec.OnDelete.Revert, true, true);
    }

    static Subject subject(Mode mode, PolicySpec.OnDelete onDelete, boolean finalizer, boolean deleting) {
        var resource = new WebhookIsolationPolicy();
        var metadata = resource.getMetadata();
        metadata.setNamespace("operators");
        metadata.setName("webhooks");
        metadata.setUid("u-policy");
        metadata.setResourceVersion("5");
        metadata.setGeneration(1L);
        metadata.setCreationTimestamp("2026-11-01T00:00:00Z");
        metadata.setFinalizers(finalizer ? List.of(Finalizers.REVERT) : List.of());
        metadata.setDeletionTimestamp(deleting ? "2026-11-23T12:00:00Z" : null);
        var selectors = new SelectorsSpec(
                mode == Mode.ENFORCE ? SelectorsSpec.Mode.Enforce : SelectorsSpec.Mode.Audit,
                null,
                null,
                null,
                null,
                null);
        resource.setSpec(new PolicySpec(null, selectors, onDelete, null));
        return new Subject(resource, Ceiling.NARROW.read(resource), List.of());
    }
}
