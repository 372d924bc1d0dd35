package io.webhookisolation.reconcile;

import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.convert.PolicyConversion;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.Policy;

/** The most that this operator does, whatever a policy asks for. */
record Ceiling(Mode mode) {

    Policy read(WebhookIsolationPolicy resource) {
        var policy = PolicyConversion.toModel(resource);
        return mode == Mode.ENFORCE ? policy : audited(policy, policy.revertOnDelete() && Finalizing.isOn(resource));
    }

    /** Under a ceiling of Audit nothing is written that a deletion could revert, so no finalizer is asked for. */
    private static Policy audited(Policy policy, boolean revertOnDelete) {
        return new Policy(
                policy.namespace(),
                policy.name(),
                policy.created(),
                Mode.AUDIT,
                policy.serviceSelector(),
                policy.minReadyEndpoints(),
                policy.narrowLatent(),
                policy.labelKeys(),
                policy.writesManaged(),
                policy.labelsWorkloads(),
                revertOnDelete,
                policy.suspend(),
                policy.deleting());
    }
}
