package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.SCAFFOLD;
import static io.webhookisolation.plan.Scene.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Relation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnerEndpointsStayTest {

    private final Scene scene = Scene.founding();

    @Test
    void refusesToLoseAnOwnersEndpoint() {
        scene.lws.pods.clear();
        scene.lws.pod("-b", SCAFFOLD, true, false);
        scene.serve(scene.lws.pods.getFirst());
        scene.slices.removeFirst();

        assertThat(objection())
                .contains("endpoint Pod/lws-b of Deployment/lws lacks app.kubernetes.io/name=lws and would be lost");
    }

    @Test
    void refusesToLoseAnEndpointOfSomebodyUnknown() {
        scene.kueue.relation(Relation.FOREIGN, Relation.UNKNOWN);

        assertThat(objection().orElseThrow()).contains("Pod/kueue-a of Deployment/kueue");
    }

    @Test
    void refusesWhereAnEndpointNamesAPodThatWasNotRead() {
        scene.kueue.pods.clear();

        assertThat(objection()).contains("endpoint 10.0.0.1 of EndpointSlice/slice-1 names no Pod that was read");
    }

    @Test
    void refusesWhileAReadyOwnerIsNotAnEndpointYet() {
        scene.lws.pod("-b", named("lws"), true, false);

        assertThat(objection()).contains("Pod/lws-b of Deployment/lws is ready but not an endpoint yet");
    }

    @Test
    void doesNotWaitForOwnersThatCannotBeEndpoints() {
        scene.lws
                .pod("-b", named("lws"), false, false)
                .pod("-c", named("lws"), true, true)
                .pod("-d", LabelSet.of("app", "other"), true, false);

        assertThat(objection()).isEmpty();
    }

    private Optional<String> objection() {
        return new OwnerEndpointsStay().objection(scene.proposal());
    }
}
