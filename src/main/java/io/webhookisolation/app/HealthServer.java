package io.webhookisolation.app;

import io.webhookisolation.app.HttpEndpoint.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** Answers {@code /livez} and {@code /readyz} with the outcome of named checks; {@code ?verbose} lists all of them. */
final class HealthServer implements AutoCloseable {

    private final HttpEndpoint endpoint;

    private HealthServer(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    static HealthServer open(Address address, List<HealthCheck> live, List<HealthCheck> ready) throws IOException {
        return new HealthServer(HttpEndpoint.open(
                address,
                Map.of(
                        "/livez", query -> answer("livez", live, query),
                        "/readyz", query -> answer("readyz", ready, query))));
    }

    private static Answer answer(String name, List<HealthCheck> checks, String query) {
        var report = HealthReport.of(name, checks);
        var verbose = List.of(query.split("&", -1)).stream().anyMatch(part -> part.split("=", -1)[0].equals("verbose"));
        return new Answer(report.passed() ? 200 : 503, HttpEndpoint.PLAIN, report.text(verbose));
    }

    InetSocketAddress address() {
        return endpoint.address();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
