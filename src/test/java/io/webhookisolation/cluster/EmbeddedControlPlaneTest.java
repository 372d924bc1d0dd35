package io.webhookisolation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.scenario.Component;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedControlPlaneTest {

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();

    @BeforeEach
    void createNamespace() {
        plane.createNamespace("operators");
    }

    @AfterEach
    void stop() {
        plane.close();
    }

    @Test
    void callsThroughAnIsolatedServiceAreAdmitted() {
        var kueue = plane.install(Component.scaffolded("kueue"), "operators");

        var calls = kueue.call(5);

        assertThat(calls.errors()).isEmpty();
    }

    @Test
    void callsThroughAServiceThatReachesAForeignPodFailNowAndThen() {
        plane.install(Component.scaffolded("kueue").selecting(Map.of("app.kubernetes.io/name", "kueue")), "operators");
        var lws = plane.install(Component.scaffolded("lws"), "operators");

        var calls = lws.call(40);

        assertThat(calls.failed()).isBetween(10, 30);
        assertThat(calls.errors())
                .allSatisfy(error -> assertThat(error)
                        .contains("failed calling webhook \"vlws.kb.io\": failed to call webhook: Post"
                                + " \"https://lws-webhook-service.operators.svc:443/validate-lws?timeout=10s\": tls: failed"
                                + " to verify certificate: x509: certificate is valid for"
                                + " kueue-webhook-service.operators.svc, not lws-webhook-service.operators.svc"));
    }
}
