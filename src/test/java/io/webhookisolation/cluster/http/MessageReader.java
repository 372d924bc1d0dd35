package io.webhookisolation.cluster.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the parts that requests and responses have in common. */
final class MessageReader {

    private final InputStream in;

    MessageReader(InputStream in) {
        this.in = in;
    }

    /** Empty when the other side has closed the connection. */
    Optional<String> line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            line.write(next);
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8).strip());
    }

    /** By lower-case name; of a repeated header the last value. */
    Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (var line = line().orElse(""); !line.isEmpty(); line = line().orElse("")) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    /** Empty if the headers do not say where it ends. */
    Optional<String> body(Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return Optional.of(chunks());
        }
        var length = Optional.ofNullable(headers.get("content-length"));
        return length.isEmpty()
                ? Optional.empty()
                : Optional.of(new String(exactly(Integer.parseInt(length.get())), StandardCharsets.UTF_8));
    }

    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
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
}
