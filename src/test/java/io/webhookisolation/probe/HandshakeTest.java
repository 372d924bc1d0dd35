package io.webhookisolation.probe;

import static io.webhookisolation.probe.Probes.target;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.ServingCertificate;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HandshakeTest {

    private static final CertificateAuthority CA = CertificateAuthority.create("ca");
    private static final ServingCertificate OWN = CA.leaf("lws-webhook.operators.svc");
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final ProbeLimits GENEROUS = new ProbeLimits(Duration.ofSeconds(10), 4, 64);
    private static final ProbeLimits HASTY = new ProbeLimits(Duration.ofMillis(200), 4, 64);

    @Test
    void givesTheChainAsItWasServedLeafFirst() throws Exception {
        var intermediate = CA.intermediate("intermediate", draft -> draft);
        var certificate = intermediate.leaf("lws-webhook.operators.svc");

        var outcome = outcomeOf(LoopbackServer.tls(certificate));

        assertThat(outcome).isEqualTo(new ProbeOutcome.Served(certificate.chain()));
        assertThat(certificate.chain()).hasSize(2);
    }

    @Test
    void refusesNothingThatAVerifierWouldRefuse() throws Exception {
        var expired = CA.leaf(
                "other",
                draft -> draft.names("other.example")
                        .valid(Instant.parse("2001-01-01T00:00:00Z"), Instant.parse("2002-01-01T00:00:00Z")));

        var outcome = outcomeOf(LoopbackServer.tls(expired));

        assertThat(outcome).isEqualTo(new ProbeOutcome.Served(expired.chain()));
    }

    @Test
    void asksForTheNameThatTheApiServerAsksFor() throws Exception {
        try (var server = LoopbackServer.tls(OWN)) {

            probe(server, GENEROUS);

            await().untilAsserted(() -> assertThat(server.serverNames()).containsExactly("lws-webhook.operators.svc"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void seesTheChainOfAServerThatDemandsAClientCertificate(String version) throws Exception {
        var server = LoopbackServer.tls(OWN, socket -> {
            socket.setEnabledProtocols(new String[] {version});
            socket.setNeedClientAuth(true);
        });

        var outcome = outcomeOf(server);

        assertThat(outcome).isEqualTo(new ProbeOutcome.Served(OWN.chain()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void neverResumesASessionSinceThatWouldShowNoChain(String version) throws Exception {
        try (var server = LoopbackServer.tls(OWN, socket -> socket.setEnabledProtocols(new String[] {version}));
                var prober = new Prober(server.dialer(), InstantSource.fixed(NOW), GENEROUS)) {

            var twice = Stream.of(1, 2)
                    .flatMap(round -> prober.probe(List.of(target(1))).stream())
                    .map(ProbeResult::outcome);

            assertThat(twice).hasSize(2).containsOnly(new ProbeOutcome.Served(OWN.chain()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void doesNotBelieveACopiedChainWithoutItsKey(String version) throws Exception {
        var impostor = FixedKeys.of(OWN.chain(), CA.leaf("impostor").key());
        var server = LoopbackServer.tls(impostor, socket -> socket.setEnabledProtocols(new String[] {version}));

        var outcome = outcomeOf(server);

        assertThat(outcome).isInstanceOf(ProbeOutcome.Unreachable.class);
    }

    @Test
    void aClosedPortIsRefused() throws Exception {
        int closed;
        try (var reserved = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = reserved.getLocalPort();
        }

        var outcome = outcome((address, port, timeout) -> Dialer.direct().dial("127.0.0.1", closed, timeout), GENEROUS);

        assertThat(outcome).isEqualTo(new ProbeOutcome.Refused());
    }

    @Test
    void aPlainTextAnswerIsNotTlsAndIsNotRepeated() throws Exception {
        var server = LoopbackServer.doing(connection -> {
            connection.getOutputStream().write("HTTP/1.1 400 secret\r\n\r\n".getBytes(US_ASCII));
            connection.getInputStream().readAllBytes();
        });

        var outcome = outcomeOf(server);

        assertThat(outcome).isEqualTo(new ProbeOutcome.NotTls("answered something other than TLS"));
    }

    @Test
    void aConnectionThatIsClosedWithoutAnAnswerIsNotTls() throws Exception {
        var server =
                LoopbackServer.doing(connection -> connection.getInputStream().read());

        var outcome = outcomeOf(server);

        assertThat(outcome).isEqualTo(new ProbeOutcome.NotTls("closed the connection without an answer"));
    }

    @Test
    void aTlsServerWithoutACertificateForUsSaysNothing() throws Exception {
        var server = LoopbackServer.tls(new KeyManager[0], socket -> {});

        var outcome = outcomeOf(server);

        assertThat(outcome)
                .asInstanceOf(type(ProbeOutcome.Unreachable.class))
                .extracting(ProbeOutcome.Unreachable::detail)
                .asString()
                .contains("handshake_failure");
    }

    @Test
    void aServerThatStaysSilentTimesOut() throws Exception {
        var server =
                LoopbackServer.doing(connection -> connection.getInputStream().readAllBytes());

        var outcome = outcomeOf(server, HASTY);

        assertThat(outcome).isEqualTo(new ProbeOutcome.TimedOut());
    }

    @Test
    void aServerThatTricklesBytesTimesOut() throws Exception {
        try (var ticks = Executors.newSingleThreadScheduledExecutor()) {
            var server = LoopbackServer.doing(connection -> {
                // A record of 16 KiB that comes a byte at a time: each read succeeds, the handshake never ends.
                connection.getOutputStream().write(new byte[] {22, 3, 3, 64, 0});
                var trickle = ticks.scheduleAtFixedRate(() -> writeZero(connection), 0, 5, TimeUnit.MILLISECONDS);
                trickle.get();
            });

            var outcome = outcomeOf(server, HASTY);

            assertThat(outcome).isEqualTo(new ProbeOutcome.TimedOut());
            ticks.shutdownNow();
        }
    }

    @Test
    void aServerThatNeverStopsSendingIsCutOff() throws Exception {
        var helloRequests = new byte[5 + 16384];
        System.arraycopy(new byte[] {22, 3, 3, 64, 0}, 0, helloRequests, 0, 5);
        var server = LoopbackServer.doing(connection -> {
            while (true) {
                connection.getOutputStream().write(helloRequests);
            }
        });

        var outcome = outcomeOf(server);

        assertThat(outcome).isInstanceOf(ProbeOutcome.Unreachable.class);
    }

    @Test
    void aChainThatIsTooLongSaysNothing() throws Exception {
        var longChain =
                OWN.with(IntStream.range(0, 12).mapToObj(n -> CA.certificate()).toArray(X509Certificate[]::new));

        var outcome = outcomeOf(LoopbackServer.tls(longChain));

        assertThat(outcome).isInstanceOf(ProbeOutcome.Unreachable.class);
    }

    private static ProbeOutcome outcomeOf(LoopbackServer server) throws IOException {
        return outcomeOf(server, GENEROUS);
    }

    private static ProbeOutcome outcomeOf(LoopbackServer server, ProbeLimits limits) throws IOException {
        try (server) {
            return probe(server, limits);
        }
    }

    private static ProbeOutcome probe(LoopbackServer server, ProbeLimits limits) {
        return outcome(server.dialer(), limits);
    }

    private static ProbeOutcome outcome(Dialer dialer, ProbeLimits limits) {
        try (var prober = new Prober(dialer, InstantSource.fixed(NOW), limits)) {
            return prober.probe(List.of(target(1))).getFirst().outcome();
        }
    }

    private static void writeZero(Socket connection) {
        try {
            connection.getOutputStream().write(0);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
