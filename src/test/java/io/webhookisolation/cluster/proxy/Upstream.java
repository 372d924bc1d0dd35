package io.webhookisolation.cluster.proxy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.webhookisolation.cluster.http.HttpRequest;
import io.webhookisolation.cluster.http.ResponseReader;
import io.webhookisolation.cluster.http.Wire;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.TreeMap;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;

/** The API server, asked over HTTP/1.1 and a connection of its own for each request. */
record Upstream(URI address, SocketFactory sockets) {

    /** Compression is among them so that bodies stay text. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "connection",
            "keep-alive",
            "upgrade",
            "http2-settings",
            "te",
            "transfer-encoding",
            "content-length",
            "expect",
            "accept-encoding");

    /** Where a client with this configuration finds it, and by what it trusts it. */
    static Upstream of(Config config) {
        var address = URI.create(config.getMasterUrl());
        try {
            var sockets = address.getScheme().equals("https")
                    ? SSLUtils.sslContext(config).getSocketFactory()
                    : SocketFactory.getDefault();
            return new Upstream(address, sockets);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("no TLS to " + address, e);
        }
    }

    Reply ask(HttpRequest request) throws IOException {
        var wire = connect();
        Reply reply = new Reply.Broken(false);
        try {
            send(request, wire);
            reply = read(request, wire);
            return reply;
        } finally {
            if (!(reply instanceof Reply.Stream)) {
                wire.close();
            }
        }
    }

    private Wire connect() throws IOException {
        Socket socket = sockets.createSocket(address.getHost(), address.getPort());
        if (socket instanceof SSLSocket secured) {
            var parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        return Wire.of(socket);
    }

    private static void send(HttpRequest request, Wire wire) throws IOException {
        var body = request.body().getBytes(StandardCharsets.UTF_8);
        var headers = new TreeMap<>(request.headers());
        headers.keySet().removeAll(NOT_PASSED_ON);
        headers.put("content-length", Integer.toString(body.length));
        if (request.wantsWebSocket()) {
            headers.put("connection", "Upgrade");
            headers.put("upgrade", "websocket");
        } else {
            headers.put("connection", "close");
        }
        var head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        wire.out().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        wire.out().write(body);
        wire.out().flush();
    }

    private static Reply read(HttpRequest request, Wire wire) throws IOException {
        var reader = new ResponseReader(wire.in());
        var head = reader.head();
        return switch (head.status()) {
            case 101 -> new Reply.Stream(head, wire);
            case 200 ->
                request.flag("watch")
                        ? new Reply.Stream(head.with("connection", "close"), wire)
                        : new Reply.Whole(reader.whole(head));
            default -> new Reply.Whole(reader.whole(head));
        };
    }
}
