package io.webhookisolation.cluster.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One request and the ways to answer it; exactly one of them is taken. */
public final class HttpExchange {

    private static final Set<String> ABOUT_THE_CONNECTION =
            Set.of("connection", "keep-alive", "transfer-encoding", "content-length");

    private final HttpRequest request;
    private final Wire wire;
    private boolean reusable = true;

    HttpExchange(HttpRequest request, Wire wire) {
        this.request = request;
        this.wire = wire;
    }

    public HttpRequest request() {
        return request;
    }

    public void answer(HttpResponse response) throws IOException {
        var bytes = response.body().getBytes(StandardCharsets.UTF_8);
        var headers = new TreeMap<>(response.headers());
        headers.keySet().removeAll(ABOUT_THE_CONNECTION);
        headers.put("content-length", Integer.toString(bytes.length));
        head(response.status(), headers);
        wire.out().write(bytes);
        wire.out().flush();
    }

    /** Ends the connection without an answer, as a broken network does. */
    public void drop() throws IOException {
        reusable = false;
        wire.close();
    }

    /** Answers with a stream of messages: over WebSocket if the client asked for it, else one chunk each. */
    public MessageStream stream(String contentType) throws IOException {
        reusable = false;
        if (request.wantsWebSocket()) {
            return WebSocketStream.accept(request, wire);
        }
        head(200, Map.of("content-type", contentType, "transfer-encoding", "chunked", "connection", "close"));
        wire.out().flush();
        return new ChunkedStream(wire);
    }

    /** Answers with this head, and leaves the rest to the caller. */
    public Wire takeOver(HttpResponse head) throws IOException {
        reusable = false;
        head(head.status(), head.headers());
        wire.out().flush();
        return wire;
    }

    /** Whether the connection can carry a further request. */
    boolean reusable() {
        return reusable && !request.wantsClose();
    }

    private void head(int status, Map<String, String> headers) throws IOException {
        var head = new StringBuilder("HTTP/1.1 " + status + " -\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        wire.out().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }
}
