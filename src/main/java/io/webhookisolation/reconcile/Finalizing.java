package io.webhookisolation.reconcile;

import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.apply.Finalizers;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.report.Reporting;
import java.util.Optional;

/** Keeps our finalizer on exactly those policies whose deletion has something to revert. */
final class Finalizing {

    private static final String RESOURCE = "webhookisolationpolicies";

    private final Writing writing;
    private final Reporting reporting;

    Finalizing(Writing writing, Reporting reporting) {
        this.writing = writing;
        this.reporting = reporting;
    }

    static boolean isOn(WebhookIsolationPolicy policy) {
        return policy.hasFinalizer(Finalizers.REVERT);
    }

    /**
     * Adds or removes it as the policy wants now.
     *
     * @return why it is not as the policy wants; empty if it is
     */
    Optional<StepResult> settle(WebhookIsolationPolicy resource, Policy policy) {
        var wanted = policy.revertOnDelete();
        if (wanted && !policy.deleting() && !isOn(resource)) {
            return obstacle(writing.addFinalizer(resource));
        }
        return !wanted && isOn(resource) ? remove(resource) : Optional.empty();
    }

    /** Returns why it could not be removed; empty if it was. */
    Optional<StepResult> remove(WebhookIsolationPolicy resource) {
        return obstacle(writing.removeFinalizer(resource));
    }

    /** How the status tells of an obstacle that time does not cure. */
    static Optional<Gap> gap(StepResult obstacle) {
        return switch (obstacle) {
            case StepResult.Forbidden forbidden ->
                Optional.of(missing(
                        "may not " + forbidden.verb() + " " + forbidden.resource() + ": " + forbidden.message()));
            case StepResult.DeniedByWebhook denied -> Optional.of(missing(denied.message()));
            case StepResult.Done done -> Optional.empty();
            case StepResult.Moved moved -> Optional.empty();
            case StepResult.Failed failed -> Optional.empty();
        };
    }

    private static Gap missing(String detail) {
        return new Gap(WebhookIsolationPolicy.KIND, true, detail);
    }

    private Optional<StepResult> obstacle(StepResult result) {
        reporting.wrote(RESOURCE, "finalizer", result.word());
        return result instanceof StepResult.Done ? Optional.empty() : Optional.of(result);
    }
}
