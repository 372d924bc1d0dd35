package io.webhookisolation.cluster.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.Installation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An API server that leaves the choice of an endpoint to kube-proxy has the same failure, and the same cure. */
@OnRealPlane
class ClusterIpRoutingIT {

    @Test
    void aBroadServiceFailsUntilItIsNarrowed() {
        try (var plane = RealControlPlane.start(PlaneBinaries.require(), new PlaneOptions(false))) {
            // given
            Installation.of(
                            plane.client(),
                            Component.scaffolded("kueue").selecting(Map.of("app.kubernetes.io/name", "kueue")),
                            "default")
                    .awaitReady();
            var lws = Installation.of(plane.client(), Component.scaffolded("lws"), "default");
            lws.awaitEndpoints(2);
            var before = lws.call(40);

            // when
            plane.client()
                    .services()
                    .inNamespace("default")
                    .withName("lws-webhook-service")
                    .edit(service -> {
                        service.getSpec().getSelector().put("app.kubernetes.io/name", "lws");
                        return service;
                    });
            lws.awaitEndpoints(1);

            // then
            assertThat(before.failed()).isBetween(5, 35);
            assertThat(lws.call(40).errors()).isEmpty();
        }
    }
}
