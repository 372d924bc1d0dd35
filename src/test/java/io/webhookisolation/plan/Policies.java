package io.webhookisolation.plan;

import io.webhookisolation.model.LabelSelector;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.Policy;
import java.time.Instant;

/** Variants of the policy {@code operators/webhooks}. */
final class Policies {

    private Policies() {}

    static Policy wanting(int minReadyEndpoints) {
        return policy("webhooks", Scene.NOW, Mode.ENFORCE, LabelSelector.EVERYTHING, minReadyEndpoints, false);
    }

    static Policy latentToo() {
        return policy("webhooks", Scene.NOW, Mode.ENFORCE, LabelSelector.EVERYTHING, 1, true);
    }

    static Policy selecting(String name, Instant created, LabelSelector selector) {
        return policy(name, created, Mode.ENFORCE, selector, 1, false);
    }

    static Policy auditing() {
        return policy("webhooks", Scene.NOW, Mode.AUDIT, LabelSelector.EVERYTHING, 1, false);
    }

    static Policy overriding() {
        var policy = auditingNot();
        return new Policy(
                policy.namespace(),
                policy.name(),
                policy.created(),
                policy.mode(),
                policy.serviceSelector(),
                policy.minReadyEndpoints(),
                policy.narrowLatent(),
                policy.labelKeys(),
                true,
                policy.revertOnDelete(),
                policy.suspend(),
                policy.deleting());
    }

    /** {@code workloadLabels: WhenNeeded}. */
    static Policy labelling(Policy policy) {
        return new Policy(
                policy.namespace(),
                policy.name(),
                policy.created(),
                policy.mode(),
                policy.serviceSelector(),
                policy.minReadyEndpoints(),
                policy.narrowLatent(),
                policy.labelKeys(),
                policy.writesManaged(),
                true,
                policy.certificates(),
                policy.revertOnDelete(),
                policy.suspend(),
                policy.deleting());
    }

    static Policy suspended() {
        return with(auditingNot(), false, true, false);
    }

    static Policy deleted(boolean revert) {
        return with(auditingNot(), revert, false, true);
    }

    static Policy suspended(Policy policy) {
        return with(policy, policy.revertOnDelete(), true, policy.deleting());
    }

    static Policy deleted(Policy policy, boolean revert) {
        return with(policy, revert, policy.suspend(), true);
    }

    private static Policy auditingNot() {
        return policy("webhooks", Scene.NOW, Mode.ENFORCE, LabelSelector.EVERYTHING, 1, false);
    }

    private static Policy policy(
            String name, Instant created, Mode mode, LabelSelector selector, int minReadyEndpoints, boolean latent) {
        return new Policy(
                Scene.NAMESPACE,
                name,
                created,
                mode,
                selector,
                minReadyEndpoints,
                latent,
                Policy.DEFAULT_LABEL_KEYS,
                false,
                false,
                false,
                false);
    }

    private static Policy with(Policy policy, boolean revert, boolean suspend, boolean deleting) {
        return new Policy(
                policy.namespace(),
                policy.name(),
                policy.created(),
                policy.mode(),
                policy.serviceSelector(),
                policy.minReadyEndpoints(),
                policy.narrowLatent(),
                policy.labelKeys(),
                policy.writesManaged(),
                revert,
                suspend,
                deleting);
    }
}
