package io.webhookisolation.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;

/** Clients that send each request once: the usual retries would hide a call that failed behind one that did not. */
public final class Once {

    private Once() {}

    /** The same client, less its retries. */
    public static KubernetesClient of(KubernetesClient client) {
        return client.adapt(NamespacedKubernetesClient.class)
                .withRequestConfig(
                        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                                .withRequestRetryBackoffLimit(0)
                                .build())
                .call(sameClient -> sameClient);
    }
}
