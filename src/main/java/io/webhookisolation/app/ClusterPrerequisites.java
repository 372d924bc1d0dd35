package io.webhookisolation.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.model.Gap;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be so in a cluster before the operator can do anything there, checked at the start. */
final class ClusterPrerequisites {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterPrerequisites.class);

    private final KubernetesClient client;
    private final RunConfiguration configuration;

    ClusterPrerequisites(KubernetesClient client, RunConfiguration configuration) {
        this.client = client;
        this.configuration = configuration;
    }

    /** Refuses what no retry can cure. */
    void require() {
        if (!isPolicyDefined()) {
            throw new InvalidConfigurationException("this cluster does not know WebhookIsolationPolicy; install it by"
                    + " 'webhook-isolation crds | kubectl apply -f -'.");
        }
        if (configuration.leaderElect()) {
            requireLease();
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

    private void requireLease() {
        var missing = Permissions.missing(client, Permissions.ofLease(configuration));
        if (!missing.isEmpty()) {
            throw new InvalidConfigurationException(
                    missing.stream().map(Permission::denial).collect(Collectors.joining(", "))
                            + ", which it takes to elect a leader; grant it, or use --leader-elect=false for a single"
                            + " process.");
        }
    }

    /** What the mode ceiling needs and we may not do; the policies say so in their status. */
    List<Gap> missingForCeiling() {
        var missing = Permissions.missing(client, Permissions.ofCeiling(configuration));
        missing.forEach(permission -> LOG.atError()
                .addKeyValue("verb", permission.verb())
                .addKeyValue("resource", permission.resource())
                .addKeyValue("namespace", permission.namespace())
                .addKeyValue("ceiling", configuration.modeCeiling())
                .log("permission is missing"));
        return missing.stream()
                .map(permission -> new Gap(permission.kind(), true, permission.denial()))
                .toList();
    }
}
