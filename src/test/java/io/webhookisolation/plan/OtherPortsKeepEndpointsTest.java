package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Relation;
import io.webhookisolation.model.ServicePort;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtherPortsKeepEndpointsTest {

    private final Scene scene = Scene.founding();

    @Test
    void refusesWhereAnotherPortLosesSomebodyWhoIsNotForeign() {
        scene.ports.add(new ServicePort("metrics", 8443, "TCP", "8443"));
        scene.kueue.relation(Relation.FOREIGN, Relation.UNKNOWN);
        scene.serve(scene.kueue.pods.getFirst(), true, "metrics");

        assertThat(objection())
                .contains("port 8443 of Service operators/lws-webhook would lose Pod/kueue-a of Deployment/kueue");
    }

    @Test
    void refusesWhereAnotherPortLosesItsLastReadyEndpoint() {
        scene.ports.add(new ServicePort("metrics", 8443, "TCP", "metrics"));
        scene.serve(scene.kueue.pods.getFirst(), true, "metrics");
        scene.serve(scene.lws.pods.getFirst(), false, "https");

        assertThat(objection())
                .contains("port 8443 of Service operators/lws-webhook would lose its last ready endpoint,"
                        + " Pod/kueue-a of Deployment/kueue");
    }

    @Test
    void letsForeignEndpointsGoWhereAnOwnerStays() {
        scene.ports.add(new ServicePort("metrics", 8443, "TCP", "8443"));
        scene.serve(scene.kueue.pods.getFirst(), true, "metrics");
        scene.serve(scene.lws.pods.getFirst(), true, "metrics");

        assertThat(objection()).isEmpty();
    }

    @Test
    void aPortThatNobodyServesLosesNothing() {
        scene.ports.add(new ServicePort("metrics", 8443, "TCP", "8443"));
        scene.serve(scene.kueue.pods.getFirst(), false, "metrics");

        assertThat(objection()).isEmpty();
    }

    @Test
    void theCalledPortIsNotItsConcern() {
        scene.kueue.relation(Relation.FOREIGN, Relation.UNKNOWN);

        assertThat(objection()).isEmpty();
    }

    @Test
    void anEndpointOfNobodyKnownMustNotGo() {
        scene.ports.add(new ServicePort("metrics", 8443, "TCP", "8443"));
        scene.serve(scene.kueue.pods.getFirst(), true, "metrics");
        scene.kueue.pods.clear();

        assertThat(objection().orElseThrow()).contains("would lose 10.0.0.1");
    }

    private Optional<String> objection() {
        return new OtherPortsKeepEndpoints().objection(scene.proposal());
    }
}
