package io.webhookisolation.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Arrays;
import java.util.Collection;

/**
 * What API servers themselves count of the calls of one webhook entry; only real ones do.
 *
 * @param failed writes that were refused since the webhook could not be called
 * @param failedOpen writes that were let pass although it could not be called
 */
record WebhookCounters(long failed, long failedOpen) {

    /** Since their start, summed up. */
    static WebhookCounters read(Collection<KubernetesClient> apiServers, String entry) {
        var failed = 0L;
        var failedOpen = 0L;
        for (var apiServer : apiServers) {
            var metrics = apiServer.raw("/metrics");
            failed += sum(
                    metrics,
                    "apiserver_admission_webhook_rejection_count{",
                    "name=\"" + entry + "\"",
                    "error_type=\"calling_webhook_error\"");
            failedOpen += sum(metrics, "apiserver_admission_webhook_fail_open_count{", "name=\"" + entry + "\"");
        }
        return new WebhookCounters(failed, failedOpen);
    }

    WebhookCounters since(WebhookCounters earlier) {
        return new WebhookCounters(failed - earlier.failed, failedOpen - earlier.failedOpen);
    }

    private static long sum(String metrics, String metric, String... labels) {
        return metrics.lines()
                .filter(line -> line.startsWith(metric))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
