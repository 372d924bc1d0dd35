package io.webhookisolation.cluster.pod;

import io.webhookisolation.cluster.http.RequestReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A webhook server: TLS with the certificate that its Secret holds at that moment, answers whatever it is
 * asked, and, unless its connections are kept, ends each after one answer, so that every call dials anew.
 */
final class WebhookServer implements Server {

    /** Where the server's certificate comes from. */
    @FunctionalInterface
    interface Identity {
        SSLContext get() throws IOException, GeneralSecurityException;
    }

    private final Identity identity;
    private final Reviews reviews;
    private final boolean keepsConnections;
    private final ConnectionLoop loop;

    WebhookServer(Identity identity, Reviews reviews, boolean keepsConnections) {
        this.identity = identity;
        this.reviews = reviews;
        this.keepsConnections = keepsConnections;
        this.loop = ConnectionLoop.start(this::serve);
    }

    @Override
    public int port() {
        return loop.port();
    }

    private void serve(Socket connection) throws IOException {
        try (var tls =
                (SSLSocket) context().getSocketFactory().createSocket(connection, null, connection.getPort(), false)) {
            tls.setUseClientMode(false);
            tls.startHandshake();
            var requests = new RequestReader(new BufferedInputStream(tls.getInputStream()));
            do {
                var request = requests.next();
                if (request.isEmpty()) {
                    return;
                }
                tls.getOutputStream().write(answer(request.get().body()));
            } while (keepsConnections);
        }
    }

    private SSLContext context() throws IOException {
        try {
            return identity.get();
        } catch (GeneralSecurityException e) {
            throw new IOException("no usable certificate", e);
        }
    }

    private byte[] answer(String request) throws IOException {
        var body = reviews.answer(request);
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + (keepsConnections ? "" : "\r\nConnection: close") + "\r\n\r\n"
                        + new String(body, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        loop.close();
    }
}
