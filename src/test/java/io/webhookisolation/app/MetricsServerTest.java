package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class MetricsServerTest {

    @Test
    void serves_what_was_counted_in_the_format_of_prometheus() throws Exception {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.counter("things", "kind", "odd").increment();

        try (var server = MetricsServer.open(new Address("127.0.0.1", 0), registry);
                var client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/metrics");
            var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.body()).contains("things_total{kind=\"odd\"} 1.0");
        }
    }
}
