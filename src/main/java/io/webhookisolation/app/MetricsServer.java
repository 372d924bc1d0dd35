package io.webhookisolation.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.webhookisolation.app.HttpEndpoint.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** Answers {@code /metrics} in Prometheus' text format, on a port of its own: it may be open where health is not. */
final class MetricsServer implements AutoCloseable {

    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpEndpoint endpoint;

    private MetricsServer(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    static MetricsServer open(Address address, PrometheusMeterRegistry registry) throws IOException {
        return new MetricsServer(HttpEndpoint.open(
                address, Map.of("/metrics", query -> new Answer(200, TEXT_FORMAT, registry.scrape(TEXT_FORMAT)))));
    }

    InetSocketAddress address() {
        return endpoint.address();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
