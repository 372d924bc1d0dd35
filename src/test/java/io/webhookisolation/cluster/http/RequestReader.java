package io.webhookisolation.cluster.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads requests from a connection, one after the other. */
public final class RequestReader {

    private final InputStream in;

    public RequestReader(InputStream in) {
        this.in = in;
    }

    /** Empty when the client has closed the connection. */
    public Optional<HttpRequest> next() throws IOException {
        var start = line();
        if (start.isEmpty()) {
            return Optional.empty();
        }
        var parts = start.get().split(" ", 3);
        var headers = headers();
        var target = parts[1].split("\\?", 2);
        var query = target.length == 2 ? query(target[1]) : Map.<String, String>of();
        return Optional.of(new HttpRequest(parts[0], decode(target[0]), query, headers, body(headers)));
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (var line = line().orElse(""); !line.isEmpty(); line = line().orElse("")) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String body(Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks();
        }
        var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new String(exactly(length), StandardCharsets.UTF_8);
    }

    private String chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (var size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(exactly(size));
            line();
        }
        line();
        return body.toString(StandardCharsets.UTF_8);
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(
                line().orElseThrow(EOFException::new).split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private Optional<String> line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            line.write(next);
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8).strip());
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
