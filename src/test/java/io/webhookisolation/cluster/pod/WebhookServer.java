package io.webhookisolation.cluster.pod;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookisolation.cluster.http.RequestReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A webhook server: TLS with the certificate that its Secret holds at that moment, admits whatever it is asked, and ends
 * the connection after each answer, so that every call dials anew.
 */
final class WebhookServer implements Server {

    /** Where the server's certificate comes from. */
    @FunctionalInterface
    interface Identity {
        SSLContext get() throws IOException, GeneralSecurityException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Identity identity;
    private final ConnectionLoop loop;

    WebhookServer(Identity identity) {
        this.identity = identity;
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
            var request = new RequestReader(new BufferedInputStream(tls.getInputStream())).next();
            if (request.isPresent()) {
                tls.getOutputStream().write(admit(request.get().body()));
            }
        }
    }

    private SSLContext context() throws IOException {
        try {
            return identity.get();
        } catch (GeneralSecurityException e) {
            throw new IOException("no usable certificate", e);
        }
    }

    private static byte[] admit(String request) throws IOException {
        var uid = request.isEmpty()
                ? ""
                : JSON.readTree(request).path("request").path("uid").asText();
        var review = JSON.createObjectNode().put("kind", "AdmissionReview").put("apiVersion", "admission.k8s.io/v1");
        review.putObject("response").put("uid", uid).put("allowed", true);
        var body = review.toString();
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\nConnection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        loop.close();
    }
}
