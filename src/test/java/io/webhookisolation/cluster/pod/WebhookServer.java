package io.webhookisolation.cluster.pod;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A webhook server: TLS with the certificate that its Secret holds at that moment, admits whatever it is asked, and ends
 * the connection after each answer, so that every call dials anew.
 */
final class WebhookServer implements Server {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<SSLContext> identity;
    private final ConnectionLoop loop;

    WebhookServer(Supplier<SSLContext> identity) {
        this.identity = identity;
        this.loop = ConnectionLoop.start(this::serve);
    }

    @Override
    public int port() {
        return loop.port();
    }

    private void serve(Socket connection) throws IOException {
        var factory = identity.get().getSocketFactory();
        try (var tls = (SSLSocket) factory.createSocket(connection, null, connection.getPort(), false)) {
            tls.setUseClientMode(false);
            tls.startHandshake();
            var request = readBody(tls);
            var answer = review(request);
            tls.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                                    + answer.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n"
                                    + answer)
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String readBody(SSLSocket tls) throws IOException {
        var in = new BufferedReader(new InputStreamReader(tls.getInputStream(), StandardCharsets.UTF_8));
        var length = 0;
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.regionMatches(true, 0, "content-length:", 0, "content-length:".length())) {
                length = Integer.parseInt(line.substring("content-length:".length()).strip());
            }
        }
        var body = new char[length];
        var read = 0;
        while (read < length) {
            var more = in.read(body, read, length - read);
            if (more < 0) {
                throw new IOException("the request ended early");
            }
            read += more;
        }
        return new String(body);
    }

    private static String review(String request) throws IOException {
        var uid = request.isEmpty() ? "" : JSON.readTree(request).path("request").path("uid").asText();
        var review = JSON.createObjectNode().put("kind", "AdmissionReview").put("apiVersion", "admission.k8s.io/v1");
        review.putObject("response").put("uid", uid).put("allowed", true);
        return review.toString();
    }

    @Override
    public void close() {
        loop.close();
    }
}
