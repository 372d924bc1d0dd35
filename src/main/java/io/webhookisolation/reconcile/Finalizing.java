package io.webhookisolation.reconcile;

import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.apply.Finalizers;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.report.Reporting;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps our finalizer on exactly those policies whose deletion has something to revert. */
final class Finalizing {

    private static final String RESOURCE = "webhookisolationpolicies";

    private final Writing writing;
    private final Reporting reporting;

    /** Why the last removal was refused, by UID of the policy, so that its status can tell. */
    private final Map<String, StepResult> refused = new ConcurrentHashMap<>();

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
     * @return why it is not as the policy wants, or could not be removed the last time; empty if it is in order
     */
    Optional<StepResult> settle(Subject subject, Instant now) {
        var wanted = subject.policy().revertOnDelete();
        if (wanted && !subject.policy().deleting() && !isOn(subject.resource())) {
            return obstacle(subject, writing.addFinalizer(subject.resource()), now);
        }
        return !wanted && isOn(subject.resource())
                ? remove(subject, now)
                : Optional.ofNullable(refused.get(subject.uid()));
    }

    /** Returns why it could not be removed; empty if it was. */
    Optional<StepResult> remove(Subject subject, Instant now) {
        var obstacle = obstacle(subject, writing.removeFinalizer(subject.resource()), now);
        obstacle.filter(why -> !(why instanceof StepResult.Moved))
                .ifPresentOrElse(why -> refused.put(subject.uid(), why), () -> refused.remove(subject.uid()));
        return obstacle;
    }

    void forget(Subject subject) {
        refused.remove(subject.uid());
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
            case StepResult.Withheld withheld -> Optional.empty();
            case StepResult.Failed failed -> Optional.empty();
        };
    }

    private static Gap missing(String detail) {
        return new Gap(WebhookIsolationPolicy.KIND, true, detail);
    }

    private Optional<StepResult> obstacle(Subject subject, StepResult result, Instant now) {
        if (!(result instanceof StepResult.Withheld)) {
            reporting.wrote(RESOURCE, "finalizer", result.word());
        }
        if (result instanceof StepResult.Done done) {
            reporting.touched(subject.resource(), done.resourceVersion(), now);
            return Optional.empty();
        }
        return Optional.of(result);
    }
}
