package io.webhookisolation.cluster.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads requests from a connection, one after the other. */
public final class RequestReader {

    private final MessageReader reader;

    public RequestReader(InputStream in) {
        this.reader = new MessageReader(in);
    }

    /** Empty when the client has closed the connection. */
    public Optional<HttpRequest> next() throws IOException {
        var start = reader.line();
        if (start.isEmpty()) {
            return Optional.empty();
        }
        var parts = start.get().split(" ", 3);
        var headers = reader.headers();
        var target = parts[1].split("\\?", 2);
        var query = target.length == 2 ? query(target[1]) : Map.<String, String>of();
        var body = reader.body(headers).orElse("");
        return Optional.of(new HttpRequest(parts[0], parts[1], decode(target[0]), query, headers, body));
    }

    private static Map<String, String> query(String text) {
        var query = new HashMap<String, String>();
        for (var pair : text.split("&", -1)) {
            var parts = pair.split("=", 2);
            query.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
