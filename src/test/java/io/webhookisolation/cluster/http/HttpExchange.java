package io.webhookisolation.cluster.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One request and the ways to answer it; exactly one of them is taken. */
public final class HttpExchange {

    private final HttpRequest request;
    private final Socket connection;
    private final InputStream in;
    private final OutputStream out;
    private boolean reusable = true;

    HttpExchange(HttpRequest request, Socket connection, InputStream in, OutputStream out) {
        this.request = request;
        this.connection = connection;
        this.in = in;
        this.out = out;
    }

    public HttpRequest request() {
        return request;
    }

    public void answer(int status, String contentType, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        head(status, "Content-Type: " + contentType + "\r\nContent-Length: " + bytes.length);
        out.write(bytes);
        out.flush();
    }

    /** Ends the connection without an answer, as a broken network does. */
    public void drop() throws IOException {
        reusable = false;
        connection.close();
    }

    /** Answers with a stream of messages: over WebSocket if the client asked for it, else one chunk each. */
    public MessageStream stream(String contentType) throws IOException {
        reusable = false;
        if (request.wantsWebSocket()) {
            return WebSocketStream.accept(request, connection, in, out);
        }
        head(200, "Content-Type: " + contentType + "\r\nTransfer-Encoding: chunked");
        out.flush();
        return new ChunkedStream(connection, in, out);
    }

    /** Whether the connection can carry a further request. */
    boolean reusable() {
        return reusable && !request.wantsClose();
    }

    private void head(int status, String headers) throws IOException {
        out.write(("HTTP/1.1 " + status + " -\r\n" + headers + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
