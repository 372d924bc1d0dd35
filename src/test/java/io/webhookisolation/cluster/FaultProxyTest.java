package io.webhookisolation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.fixture.certificate.Pem;
import io.webhookisolation.fixture.certificate.ServingCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands between a client and the API server, as long as nothing goes wrong, and when nothing works at all. */
class FaultProxyTest {

    private static final String USER = "system:serviceaccount:webhook-isolation:webhook-isolation";

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final FaultProxy proxy = plane.proxy(USER);
    private final KubernetesClient client = once(proxy);

    @AfterEach
    void stop() {
        client.close();
        plane.close();
    }

    @Test
    void everyCallIsListed() {
        // when
        label("default");

        // then
        assertThat(proxy.calls()).filteredOn(Call::isWrite).singleElement().satisfies(call -> {
            assertThat(call.user()).isEqualTo(USER);
            assertThat(call.verb()).isEqualTo("patch");
            assertThat(call.resource()).isEqualTo("namespaces");
            assertThat(call.namespace()).isEmpty();
            assertThat(call.name()).isEqualTo("default");
            assertThat(call.contentType()).contains("merge-patch");
            assertThat(call.manager()).isEqualTo("webhook-isolation");
            assertThat(call.body()).contains("labels");
            assertThat(call.dryRun()).isFalse();
            assertThat(call.code()).isEqualTo(200);
        });
    }

    @Test
    void anAnswerThatIsNoSuccessIsListedAndPassedOn() {
        // given
        plane.server().access().deny("patch", "", "namespaces");

        // when
        var refusal = refusal("default");

        // then
        assertThat(refusal.getCode()).isEqualTo(403);
        assertThat(refusal.getStatus().getMessage()).contains("User \"" + USER + "\" cannot patch");
        assertThat(proxy.calls()).extracting(Call::code).containsOnlyOnce(403);
    }

    @Test
    void eachUserHasAListOfItsOwn() {
        // given
        try (var other = plane.clientAs("other")) {
            other.namespaces().list();
        }

        // when
        label("default");

        // then
        assertThat(plane.proxy("other").calls()).singleElement().satisfies(call -> {
            assertThat(call.user()).isEqualTo("other");
            assertThat(call.verb()).isEqualTo("list");
            assertThat(call.isWrite()).isFalse();
        });
    }

    @Test
    void selectorsOfAListReachTheServerAsTheyWereSent() {
        // given
        label("default");

        // when
        var labelled = client.namespaces().withLabelIn("team", "d", "e").list().getItems();
        var labelledOtherwise =
                client.namespaces().withLabel("team", "d").list().getItems();

        // then
        assertThat(labelled).hasSize(1);
        assertThat(labelledOtherwise).isEmpty();
    }

    @Test
    void anApiServerThatCannotBeReachedComesBack() {
        // given
        label("default");
        proxy.disconnect();

        // when
        var refusal = refusal("default");
        proxy.reconnect();

        // then
        assertThat(refusal).hasCauseInstanceOf(IOException.class);
        label("default");
    }

    @Test
    void whatTheServerServesOverTlsIsServedWithoutIt() throws IOException, GeneralSecurityException {
        // given
        var authority = CertificateAuthority.create("plane");
        var server = serve(authority.leaf("plane", draft -> draft.addresses("127.0.0.1")));

        // when, then
        try (var secured = FaultProxy.start(config(server, authority.certificate()), USER);
                var trusting = once(secured);
                var stranger = FaultProxy.start(
                        config(server, CertificateAuthority.create("stranger").certificate()), USER);
                var distrustful = once(stranger)) {
            assertThat(trusting.configMaps()
                            .inNamespace("default")
                            .withName("a")
                            .get()
                            .getData())
                    .containsEntry("key", "value");
            assertThat(catchThrowableOfType(
                            KubernetesClientException.class,
                            () -> distrustful.namespaces().withName("a").get()))
                    .isNotNull();
            assertThat(stranger.calls())
                    .allSatisfy(call -> assertThat(call.code()).isZero());
        } finally {
            server.stop(0);
        }
    }

    private static KubernetesClient once(FaultProxy proxy) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(proxy.configuration())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    private void label(String namespace) {
        var context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("webhook-isolation")
                .build();
        client.namespaces().withName(namespace).patch(context, "{\"metadata\":{\"labels\":{\"team\":\"e\"}}}");
    }

    private KubernetesClientException refusal(String namespace) {
        return catchThrowableOfType(KubernetesClientException.class, () -> label(namespace));
    }

    private static Config config(HttpsServer server, X509Certificate trusted) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:" + server.getAddress().getPort())
                .withCaCertData(
                        Base64.getEncoder().encodeToString(Pem.of(trusted).getBytes(StandardCharsets.US_ASCII)))
                .build();
    }

    private static HttpsServer serve(ServingCertificate certificate) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "serving", certificate.key(), new char[0], certificate.chain().toArray(X509Certificate[]::new));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            var body = "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"data\":{\"key\":\"value\"}}"
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
