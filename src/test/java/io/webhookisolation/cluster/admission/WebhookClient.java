package io.webhookisolation.cluster.admission;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.cluster.pod.PodNetwork;
import io.webhookisolation.x509.ChainVerifier;
import io.webhookisolation.x509.Verification;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** Sends one AdmissionReview over a fresh TLS connection; says in Go's words what went wrong. */
final class WebhookClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PodNetwork network;
    private final InstantSource clock;
    /** The chain is judged afterwards, by the rules of the API server instead of the JDK's. */
    private final SSLContext tls = AnyChain.context();

    WebhookClient(PodNetwork network, InstantSource clock) {
        this.network = network;
        this.clock = clock;
    }

    CallResult post(WebhookCall call, EndpointResolver.Address address, ObjectNode object) throws IOException {
        try (var socket = connect(address, Duration.ofSeconds(call.timeoutSeconds()));
                var secured = secure(socket, call)) {
            verify(secured, call);
            var body = review(object);
            secured.getOutputStream().write(request(call, body));
            return result(call, new String(secured.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Socket connect(EndpointResolver.Address address, Duration timeout) throws IOException {
        var where = "dial tcp " + address.ip() + ":" + address.port() + ": connect: ";
        try {
            return network.connect(address.ip(), address.port(), timeout);
        } catch (NoRouteToHostException nobody) {
            throw new IOException(where + "no route to host", nobody);
        } catch (ConnectException refused) {
            throw new IOException(where + "connection refused", refused);
        }
    }

    private SSLSocket secure(Socket socket, WebhookCall call) throws IOException {
        socket.setSoTimeout(
                Math.toIntExact(Duration.ofSeconds(call.timeoutSeconds()).toMillis()));
        var secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, call.serverName(), call.port(), true);
        var parameters = secured.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(call.serverName())));
        secured.setSSLParameters(parameters);
        try {
            secured.startHandshake();
        } catch (SSLException noTls) {
            throw new IOException("tls: first record does not look like a TLS handshake", noTls);
        }
        return secured;
    }

    private void verify(SSLSocket secured, WebhookCall call) throws IOException {
        var chain = Arrays.stream(secured.getSession().getPeerCertificates())
                .map(X509Certificate.class::cast)
                .toList();
        if (ChainVerifier.verify(chain, call.bundle(), call.serverName(), clock.instant())
                instanceof Verification.Rejected(var reason, var text)) {
            throw new IOException(
                    switch (reason) {
                        case UNREADABLE_BUNDLE, UNREADABLE_CHAIN, NO_BUNDLE -> text;
                        default -> "tls: failed to verify certificate: " + text;
                    });
        }
    }

    private static String review(ObjectNode object) {
        var review = JSON.createObjectNode().put("kind", "AdmissionReview").put("apiVersion", "admission.k8s.io/v1");
        var request = review.putObject("request").put("uid", UUID.randomUUID().toString());
        request.set("object", object);
        return review.toString();
    }

    private static byte[] request(WebhookCall call, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = "POST " + (call.path().isEmpty() ? "/" : call.path()) + "?timeout=" + call.timeoutSeconds()
                + "s HTTP/1.1\r\nHost: " + call.serverName() + ":" + call.port()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    private static CallResult result(WebhookCall call, String answer) throws IOException {
        var parts = answer.split("\r\n\r\n", 2);
        if (parts.length < 2) {
            throw new IOException("EOF");
        }
        var response = JSON.readTree(parts[1]).path("response");
        if (response.path("allowed").asBoolean()) {
            return new CallResult.Admitted();
        }
        var why = response.path("status").path("message").asText("");
        return new CallResult.Denied("admission webhook \"" + call.entry() + "\" denied the request"
                + (why.isEmpty() ? " without explanation" : ": " + why));
    }
}
