package io.webhookisolation.cluster.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the answer to the one request of a connection: its head, and then its body unless that is a stream. */
public final class ResponseReader {

    private final MessageReader reader;

    public ResponseReader(InputStream in) {
        this.reader = new MessageReader(in);
    }

    public HttpResponse head() throws IOException {
        var start = reader.line().orElseThrow(() -> new EOFException("no answer"));
        var status = Integer.parseInt(start.split(" ", 3)[1]);
        return new HttpResponse(status, reader.headers(), "");
    }

    public HttpResponse whole(HttpResponse head) throws IOException {
        var body = reader.body(head.headers());
        return new HttpResponse(head.status(), head.headers(), body.isPresent() ? body.get() : reader.rest());
    }
}
