package io.webhookisolation.pki;

import static io.webhookisolation.pki.Issued.FIRST;
import static io.webhookisolation.pki.Issued.ISSUER;
import static io.webhookisolation.pki.Issued.NAME;
import static io.webhookisolation.pki.Issued.NOW;
import static io.webhookisolation.pki.Issued.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webhookisolation.fixture.certificate.GoVerifier;
import io.webhookisolation.model.KeyKind;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is issued works with Go, OpenSSL and the JDK, for each algorithm. A leaf of the second generation is served with
 * the cross certificate of the first, as it is while some bundles know only the first.
 */
class AcceptedEverywhereTest {

    private static final char[] NO_PASSWORD = {};

    private final Authority first = Issued.authority(FIRST, NOW);

    @TempDir
    private Path folder;

    AcceptedEverywhereTest() throws CannotIssueException {}

    @ParameterizedTest
    @EnumSource
    void goAcceptsAServerOfTheJdk(KeyKind algorithm) throws Exception {
        GoVerifier.assumeGo(folder);
        var second = second(algorithm);
        var secret = secret(algorithm, second);
        var old = Pem.bundle(List.of(first.certificate()));
        var both = Pem.bundle(List.of(second.certificate(), first.certificate()));
        var stranger = Pem.bundle(List.of(Issued.authority(FIRST, NOW).certificate()));

        try (var server = listen(secret)) {
            var port = server.getLocalPort();
            var serving = Thread.ofVirtual().start(() -> serve(server));
            var answers = GoVerifier.ask(
                    List.of(
                            GoVerifier.server(
                                    Pem.certificates(secret.chain()),
                                    secret.key().toPem()),
                            GoVerifier.handshake(port, old, NAME, NOW),
                            GoVerifier.handshake(port, both, NAME, NOW),
                            GoVerifier.handshake(port, stranger, NAME, NOW)),
                    folder);
            server.close();
            serving.join();

            assertThat(answers.subList(0, 3)).containsOnly("");
            assertThat(answers.getLast()).contains("certificate signed by unknown authority");
        }
    }

    @ParameterizedTest
    @EnumSource
    void openSslAcceptsKeyAndChain(KeyKind algorithm) throws Exception {
        assumeTrue(run("openssl", "version") == 0, "no `openssl` on the PATH: what it says of our PEM is left out");
        var secret = secret(algorithm, second(algorithm));
        var stranger = Issued.authority(FIRST, NOW);
        Files.write(folder.resolve("key"), secret.key().toPem());
        Files.write(folder.resolve("chain"), Pem.certificates(secret.chain()));
        Files.write(folder.resolve("first"), Pem.certificates(List.of(first.certificate())));
        Files.write(folder.resolve("stranger"), Pem.certificates(List.of(stranger.certificate())));

        assertThat(run("openssl", "pkey", "-in", "key", "-noout", "-check")).isZero();
        assertThat(openSslVerifies("first")).as(output()).isTrue();
        assertThat(openSslVerifies("stranger")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theJdkAcceptsTheChain(KeyKind algorithm) throws Exception {
        var chain = secret(algorithm, second(algorithm)).chain();
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(first.certificate(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));

        var path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
        var result = CertPathValidator.getInstance("PKIX").validate(path, parameters);

        assertThat(result).asString().contains("Trust Anchor");
    }

    private static Authority second(KeyKind algorithm) throws CannotIssueException {
        return ISSUER.authority(Issued.request(FIRST.next(), algorithm, NOW));
    }

    /** Read back from what is written, as a webhook's server does it. */
    private ServingSecret secret(KeyKind algorithm, Authority second) throws Exception {
        var leaf = ISSUER.leaf(Issued.request(names(NAME), algorithm, NOW), second);
        var cross = ISSUER.cross(second.certificate(), first);
        var bundle = Pem.bundle(List.of(second.certificate(), first.certificate()));
        var written = new ServingSecret(List.of(leaf.certificate(), cross), leaf.key(), bundle);
        return ServingSecret.read(written.toEntries());
    }

    private static SSLServerSocket listen(ServingSecret secret) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        var chain = secret.chain().toArray(X509Certificate[]::new);
        store.setKeyEntry("serving", secret.key().toPrivateKey(), NO_PASSWORD, chain);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var backlog = 10;
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    }

    /** One handshake after the other, until the server is closed. */
    private static void serve(SSLServerSocket server) {
        while (!server.isClosed()) {
            try (var socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // A client that refuses us hangs up, and so do we when the test ends: the answers tell.
            }
        }
    }

    private boolean openSslVerifies(String trusted) throws Exception {
        var at = String.valueOf(NOW.getEpochSecond());
        return run(
                        "openssl",
                        "verify",
                        "-x509_strict",
                        "-attime",
                        at,
                        "-purpose",
                        "sslserver",
                        "-verify_hostname",
                        NAME,
                        "-CAfile",
                        trusted,
                        "-untrusted",
                        "chain",
                        "chain")
                == 0;
    }

    private int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"), StandardCharsets.UTF_8);
    }
}
