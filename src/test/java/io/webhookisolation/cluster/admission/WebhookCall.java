package io.webhookisolation.cluster.admission;

import io.webhookisolation.model.TrustBundle;

/**
 * One webhook entry, reduced to what a call needs.
 *
 * @param entry name of the entry
 * @param path with its leading slash; empty for none
 * @param port of the Service
 * @param ignoreFailure failurePolicy Ignore
 */
public record WebhookCall(
        String entry,
        String namespace,
        String service,
        int port,
        String path,
        int timeoutSeconds,
        boolean ignoreFailure,
        TrustBundle bundle) {

    String serverName() {
        return service + "." + namespace + ".svc";
    }

    String url() {
        return "https://" + serverName() + ":" + port + path + "?timeout=" + timeoutSeconds + "s";
    }
}
