package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.Sample.isolated;
import static io.webhookisolation.report.Sample.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusWriterTest {

    private static final String PATH = "/apis/webhook-isolation.io/v1alpha1/namespaces/operators/"
            + "webhookisolationpolicies/webhooks/status?fieldManager=webhook-isolation&force=true";
    private static final PolicyStatus STATUS =
            evaluation().with(isolated("lws")).status();

    private final KubernetesMockServer server = new KubernetesMockServer(false);
    private final KubernetesClient client;
    private final StatusWriter writer;

    StatusWriterTest() {
        server.init();
        client = server.createClient();
        writer = new StatusWriter(client, (namespace, name) -> Optional.empty(), () -> true);
    }

    @AfterEach
    void stop() {
        client.close();
        server.destroy();
    }

    @Test
    void writesNothingWhereTheStatusSaysItAlready() {
        // when
        var written = writer.write(resource("5", STATUS), STATUS, NOON);

        // then
        assertThat(written).isEqualTo(Told.NOTHING_NEW);
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void appliesAFreshObjectWithNothingButIdentityAndStatus() throws InterruptedException {
        // given
        server.expect()
                .patch()
                .withPath(PATH)
                .andReturn(200, resource("6", STATUS))
                .once();

        // when
        var written = writer.write(resource("5", StatusReport.NONE), STATUS, NOON);

        // then
        assertThat(written).isEqualTo(Told.NEWS);
        var request = server.takeRequest(5, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        assertThat(request.getHeader("Content-Type")).startsWith("application/apply-patch+yaml");
        assertThat(request.getUtf8Body())
                .contains("\"uid\":\"u-policy\"")
                .contains("\"resourceVersion\":\"5\"")
                .contains("\"class\":\"Isolated\"")
                .doesNotContain("\"spec\"")
                .doesNotContain("finalizers");
    }

    @Test
    void knowsWhatItWroteUntilTheCacheShowsIt() {
        // given
        server.expect()
                .patch()
                .withPath(PATH)
                .andReturn(200, resource("6", STATUS))
                .once();

        // when
        writer.write(resource("5", StatusReport.NONE), STATUS, NOON);

        // then
        assertThat(writer.current(resource("5", StatusReport.NONE), NOON)).isEqualTo(STATUS);
        assertThat(writer.current(resource("7", StatusReport.NONE), NOON)).isEqualTo(StatusReport.NONE);
    }

    @Test
    void aPolicyThatIsGoneIsNoFailure() {
        // given
        server.expect().patch().withPath(PATH).andReturn(404, failure(404)).once();

        // when
        var written = writer.write(resource("5", StatusReport.NONE), STATUS, NOON);

        // then
        assertThat(written).isEqualTo(Told.NOTHING_NEW);
    }

    @Test
    void aRefusalIsForTheCaller() {
        // given
        server.expect().patch().withPath(PATH).andReturn(403, failure(403)).once();

        // when, then
        assertThatThrownBy(() -> writer.write(resource("5", StatusReport.NONE), STATUS, NOON))
                .isInstanceOf(KubernetesClientException.class);
    }

    private static Object failure(int code) {
        return new StatusBuilder()
                .withStatus("Failure")
                .withCode(code)
                .withMessage("no")
                .build();
    }
}
