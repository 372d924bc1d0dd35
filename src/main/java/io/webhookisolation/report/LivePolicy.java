package io.webhookisolation.report;

import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import java.util.Optional;

/** Reads one policy as the API server has it now. */
@FunctionalInterface
public interface LivePolicy {

    /** The policy of this name; empty if there is none. */
    Optional<WebhookIsolationPolicy> read(String namespace, String name);
}
