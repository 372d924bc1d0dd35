package io.webhookisolation.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;

/** What must be so in a cluster before the operator can do anything there, checked at the start. */
final class ClusterPrerequisites {

    private final KubernetesClient client;

    ClusterPrerequisites(KubernetesClient client) {
        this.client = client;
    }

    /** Refuses what no retry can cure. */
    void require() {
        if (!isPolicyDefined()) {
            throw new InvalidConfigurationException("this cluster does not know WebhookIsolationPolicy; install it by"
                    + " 'webhook-isolation crds | kubectl apply -f -'.");
        }
    }

    private boolean isPolicyDefined() {
        try {
            return client.supports(WebhookIsolationPolicy.class);
        } catch (KubernetesClientException e) {
            // Whoever may not ask may find it there all the same.
            return true;
        }
    }
}
