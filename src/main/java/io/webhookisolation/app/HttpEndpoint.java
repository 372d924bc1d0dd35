package io.webhookisolation.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A small HTTP server that answers GET on exact paths with text; each request runs on a virtual thread. */
final class HttpEndpoint implements AutoCloseable {

    static final String PLAIN = "text/plain; charset=utf-8";

    private final HttpServer server;

    private HttpEndpoint(HttpServer server) {
        this.server = server;
    }

    /** What to send back. */
    record Answer(int status, String contentType, String body) {}

    /** Listens at once; each path's function gets the query, empty where there is none. */
    static HttpEndpoint open(Address address, Map<String, Function<String, Answer>> paths) throws IOException {
        var server = HttpServer.create(address.toSocketAddress(), 0);
        server.createContext("/", exchange -> answer(exchange, paths));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return new HttpEndpoint(server);
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private static void answer(HttpExchange exchange, Map<String, Function<String, Answer>> paths) throws IOException {
        try (exchange) {
            var method = exchange.getRequestMethod();
            var path = paths.get(exchange.getRequestURI().getPath());
            if (path == null) {
                send(exchange, new Answer(404, PLAIN, "not found\n"));
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                send(exchange, new Answer(405, PLAIN, "only GET\n"));
            } else {
                var query = exchange.getRequestURI().getQuery();
                send(exchange, path.apply(query == null ? "" : query));
            }
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
