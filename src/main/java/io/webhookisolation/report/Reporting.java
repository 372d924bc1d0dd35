package io.webhookisolation.report;

import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ServiceReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a reconcile has to tell; whoever implements it decides how, and says nothing twice. */
public interface Reporting {

    /** The policy's present status, even if the cache that {@code policy} comes from does not show it yet. */
    PolicyStatus status(WebhookIsolationPolicy policy, Instant now);

    /** Tells of an evaluation. */
    Told evaluated(WebhookIsolationPolicy policy, Evaluation evaluation);

    /** The policy cannot be understood. */
    Told invalid(WebhookIsolationPolicy policy, String message, Instant now);

    /** What this generation needs for its first evaluation is not there yet. */
    Told progressing(WebhookIsolationPolicy policy, List<Gap> gaps, Instant now);

    /** We wrote to the policy and not to its status, and it has this version since. */
    void touched(WebhookIsolationPolicy policy, String resourceVersion, Instant now);

    /** The policy was deleted; what it had issued stays, and ends one day. */
    void retained(WebhookIsolationPolicy policy, Instant now);

    /** The policy is gone, and with it all that it showed. */
    void gone(String namespace, String name);

    /** The Service is gone, or is probed no more. */
    void gone(ServiceReference service);

    void probed(ProbeResult probe, ProbeWord word);

    /**
     * Somebody refused what a rotation wants to write.
     *
     * @param gate {@code issue} for a Secret, {@code trust} for bundles, {@code restart} for a Deployment
     * @param reason name of the webhook, or that it was an admission policy
     */
    void blocked(String gate, String reason);

    /** A change was told of in a status, so long after it was noticed. */
    void reported(Duration sinceDetected);

    /** Counts a write that was not a Step. */
    void wrote(String resource, String operation, String result);
}
