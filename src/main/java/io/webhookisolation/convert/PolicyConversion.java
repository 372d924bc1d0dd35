package io.webhookisolation.convert;

import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.Policy;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts policies, with the defaults of the CRD's schema where one was read without it. */
public final class PolicyConversion {

    private static final int DEFAULT_MIN_READY_ENDPOINTS = 1;

    private PolicyConversion() {}

    public static Policy toModel(WebhookIsolationPolicy policy) {
        var meta = Metadata.of(policy);
        var spec = policy.getSpec() == null ? new PolicySpec(null, null, null, null) : policy.getSpec();
        var selectors =
                spec.selectors() == null ? new SelectorsSpec(null, null, null, null, null, null) : spec.selectors();
        return new Policy(
                meta.namespace(),
                meta.name(),
                created(
                        policy.getMetadata() == null
                                ? null
                                : policy.getMetadata().getCreationTimestamp()),
                selectors.mode() == SelectorsSpec.Mode.Enforce ? Mode.ENFORCE : Mode.AUDIT,
                LabelSelectorConversion.toModel(spec.serviceSelector()),
                OrEmpty.number(selectors.minReadyEndpoints(), DEFAULT_MIN_READY_ENDPOINTS),
                OrEmpty.flag(selectors.narrowLatent()),
                labelKeys(selectors),
                selectors.managedObjects() == SelectorsSpec.ManagedObjects.Enforce,
                selectors.workloadLabels() == SelectorsSpec.WorkloadLabels.WhenNeeded,
                CertificatesConversion.toModel(spec.certificates()),
                spec.onDelete() == PolicySpec.OnDelete.Revert,
                OrEmpty.flag(spec.suspend()),
                meta.terminating());
    }

    private static List<String> labelKeys(SelectorsSpec selectors) {
        return selectors.labelKeys() == null ? Policy.DEFAULT_LABEL_KEYS : OrEmpty.list(selectors.labelKeys());
    }

    /** A policy that no API server has stored yet has no time; of two such the name decides. */
    private static Instant created(@Nullable String timestamp) {
        try {
            return timestamp == null ? Instant.EPOCH : Instant.parse(timestamp);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
