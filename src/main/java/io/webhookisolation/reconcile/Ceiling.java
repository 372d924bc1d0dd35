package io.webhookisolation.reconcile;

import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.convert.PolicyConversion;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.Policy;
import java.util.Locale;

/** The most that this operator does, whatever a policy asks for; it must match the roles that it was given. */
public enum Ceiling {
    /** Read only: nothing is written at all, not even a status; metrics tell. */
    OBSERVE,
    /** Report and suggest; it needs no right to write to a Service. */
    AUDIT,
    /** Narrow selectors too. */
    NARROW,
    /** Issue and rotate certificates too. */
    ROTATE;

    /** What the policy asks for, as far as this operator may do it. */
    Policy read(WebhookIsolationPolicy resource) {
        var policy = PolicyConversion.toModel(resource);
        return switch (this) {
            // Nothing is written that a deletion could revert, so no finalizer is asked for.
            case OBSERVE, AUDIT ->
                policy.limited(
                        Mode.AUDIT,
                        policy.certificates().audited(),
                        policy.revertOnDelete() && Finalizing.isOn(resource));
            case NARROW -> policy.limited(policy.mode(), policy.certificates().audited(), policy.revertOnDelete());
            case ROTATE -> policy;
        };
    }

    /** Whether there is anything that it may write. */
    public boolean writes() {
        return this != OBSERVE;
    }

    /** As {@code --mode-ceiling} says it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
