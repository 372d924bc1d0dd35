package io.webhookisolation.observe;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import java.util.Optional;

/** Reads single policies past every cache; by listing them, since the right to do so is there anyway. */
public final class LivePolicies {

    private final KubernetesClient client;

    public LivePolicies(KubernetesClient client) {
        this.client = client;
    }

    /**
     * The policy of this name; empty if there is none.
     *
     * @throws KubernetesClientException if the API server refused
     */
    public Optional<WebhookIsolationPolicy> read(String namespace, String name) {
        return client
                .resources(WebhookIsolationPolicy.class)
                .inNamespace(namespace)
                .withField("metadata.name", name)
                .list()
                .getItems()
                .stream()
                .findFirst();
    }
}
