package io.webhookisolation.cluster.http;

import java.util.Map;
import java.util.Optional;

/**
 * One request as it came over the wire.
 *
 * @param target path and query as they were sent
 * @param path decoded, without the query
 * @param query decoded; of a repeated parameter the last value
 * @param headers by lower-case name; of a repeated header the last value
 */
public record HttpRequest(
        String method,
        String target,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        String body) {

    public HttpRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** A request without headers, as a caller inside this process makes it. */
    public static HttpRequest local(String method, String path, Map<String, String> query, String body) {
        return new HttpRequest(method, path, path, query, Map.of(), body);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    public boolean flag(String name) {
        return parameter(name)
                .map(value -> value.equals("true") || value.equals("1"))
                .orElse(false);
    }

    public boolean wantsWebSocket() {
        return header("upgrade").map("websocket"::equalsIgnoreCase).orElse(false);
    }

    boolean wantsClose() {
        return header("connection").map("close"::equalsIgnoreCase).orElse(false);
    }
}
