package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.fixture.certificate.CertificateAuthority;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.Installation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What users see of a webhook that is, or is not, behind its Service. */
@OnControlPlane
class AdmissionCallTest {

    private static final Component KUEUE =
            Component.scaffolded("kueue").selecting(Map.of("app.kubernetes.io/name", "kueue"));
    private static final Component LWS = Component.scaffolded("lws");

    private final Requests requests;
    private final KubernetesClient client;
    private final String namespace;

    AdmissionCallTest(ControlPlane plane, TestNamespace namespace) {
        this.requests = Requests.of(plane.client(), namespace.name());
        this.client = plane.client();
        this.namespace = namespace.name();
    }

    @Test
    void aWebhookThatIsAloneBehindItsServiceIsReached() {
        // given
        var kueue = install(KUEUE);

        // when
        var calls = kueue.call(5);

        // then
        assertThat(calls.errors()).isEmpty();
    }

    @Test
    void aForeignWebhookBehindTheServiceFailsAPartOfTheCalls() {
        // given
        install(KUEUE);
        var lws = install(LWS);

        // when
        var calls = lws.call(40);

        // then
        assertThat(calls.failed()).isBetween(5, 35);
        assertThat(calls.errors())
                .allSatisfy(error -> assertThat(error)
                        .contains(failure("tls: failed to verify certificate: x509: certificate is valid for"
                                + " kueue-webhook-service." + namespace + ".svc, not lws-webhook-service." + namespace
                                + ".svc")));
    }

    @Test
    void aNarrowedSelectorEndsTheFailures() {
        // given
        install(KUEUE);
        var lws = install(LWS);

        // when
        requests.mergePatch(
                lws.manifests().service(), "m", "{\"spec\":{\"selector\":{\"app.kubernetes.io/name\":\"lws\"}}}");
        lws.awaitEndpoints(1);

        // then
        assertThat(lws.call(20).errors()).isEmpty();
    }

    @Test
    void aServerThatSpeaksNoTlsIsSaidToSpeakNone() {
        // given
        var lws = install(LWS.running(Component.PLAIN));

        // when
        var error = lws.call();

        // then
        assertThat(error.orElseThrow()).contains(failure("tls: first record does not look like a TLS handshake"));
    }

    @Test
    void aPodThatListensNowhereRefusesTheConnection() {
        // given
        var lws = install(LWS.running(Component.SILENT));

        // when
        var error = lws.call();

        // then
        assertThat(error.orElseThrow()).contains(failure(""), "dial tcp 10.", ": connect: connection refused");
    }

    @Test
    void aServiceWithoutReadyEndpointsSaysSo() {
        // given
        var lws = Installation.of(client, LWS.replicas(0), namespace).awaitReady();

        // when
        var error = lws.call();

        // then
        assertThat(error.orElseThrow()).contains(failure("no endpoints available for service \"lws-webhook-service\""));
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrusted() {
        // given
        var lws = install(LWS);
        var stranger = CertificateAuthority.create("lws-ca").leaf("lws-webhook-service." + namespace + ".svc");

        // when
        client.resource(lws.manifests().secret(stranger)).update();

        // then
        await().untilAsserted(() -> assertThat(lws.call())
                .hasValueSatisfying(
                        error -> assertThat(error).contains("x509: certificate signed by unknown authority")));
    }

    @Test
    void aFailureThatMayBeIgnoredIs() {
        // given
        var lws = install(LWS.running(Component.SILENT));
        requests.jsonPatch(
                lws.manifests().configuration(),
                "m",
                "[{\"op\":\"replace\",\"path\":\"/webhooks/0/failurePolicy\",\"value\":\"Ignore\"}]");

        // when
        var error = lws.call();

        // then
        assertThat(error).isEmpty();
    }

    private Installation install(Component component) {
        return Installation.of(client, component, namespace).awaitReady();
    }

    private String failure(String cause) {
        return "failed calling webhook \"vlws.kb.io\": failed to call webhook: Post \"https://lws-webhook-service."
                + namespace + ".svc:443/validate-lws?timeout=10s\": " + cause;
    }
}
