package io.webhookisolation.scenario;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Arrays;
import java.util.Collection;

/**
 * What API servers themselves count of the calls of one webhook server; only real ones do.
 *
 * @param failed writes that were refused since the webhook could not be called, conversions that failed, and times at which
 *     the aggregated API was found unavailable
 * @param failedOpen writes that were let pass although it could not be called
 */
record WebhookCounters(long failed, long failedOpen) {

    /**
     * Since their start, summed up.
     *
     * @param entries of webhook configurations
     * @param definition whose conversions count, by its name
     * @param apiService by its name
     */
    static WebhookCounters read(
            Collection<KubernetesClient> apiServers, Collection<String> entries, String definition, String apiService) {
        var failed = 0L;
        var failedOpen = 0L;
        for (var apiServer : apiServers) {
            var metrics = apiServer.raw("/metrics");
            for (var entry : entries) {
                failed += sum(
                        metrics,
                        "apiserver_admission_webhook_rejection_count{",
                        "name=\"" + entry + "\"",
                        "error_type=\"calling_webhook_error\"");
                failedOpen += sum(metrics, "apiserver_admission_webhook_fail_open_count{", "name=\"" + entry + "\"");
            }
            failed += sum(
                    metrics,
                    "apiserver_crd_conversion_webhook_duration_seconds_count{",
                    "crd_name=\"" + definition + "\"",
                    "succeeded=\"false\"");
            failed += sum(metrics, "aggregator_unavailable_apiservice_total{", "name=\"" + apiService + "\"");
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
