package io.webhookisolation.monitoring;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whoever is on call: takes what an Alertmanager sends, on a free loopback port. */
public final class AlertReceiver implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Told> told = new CopyOnWriteArrayList<>();

    private AlertReceiver(HttpServer server) {
        this.server = server;
    }

    /** One alert of a message; {@code status} is {@code firing} or {@code resolved}. */
    public record Told(String status, Map<String, String> labels, Map<String, String> annotations) {

        private static Told of(JsonNode alert) {
            return new Told(alert.get("status").asText(), texts(alert.get("labels")), texts(alert.get("annotations")));
        }

        private static Map<String, String> texts(JsonNode object) {
            return JSON.convertValue(object, new TypeReference<>() {});
        }
    }

    static AlertReceiver open() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var receiver = new AlertReceiver(server);
        server.createContext("/", exchange -> {
            try (exchange) {
                JSON.readTree(exchange.getRequestBody())
                        .get("alerts")
                        .forEach(alert -> receiver.told.add(Told.of(alert)));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        return receiver;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** In the order in which it came. */
    public List<Told> told() {
        return List.copyOf(told);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
