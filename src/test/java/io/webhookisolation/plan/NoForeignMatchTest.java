package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Relation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoForeignMatchTest {

    private final Scene scene = Scene.founding();

    @Test
    void refusesWhileAForeignPodStillMatches() {
        scene.kueue.pod("-b", named("lws"), true, false);

        assertThat(objection())
                .contains("Pod/kueue-b of Deployment/kueue would still match"
                        + " app.kubernetes.io/name=lws,control-plane=controller-manager");
    }

    @Test
    void refusesWhereARollbackOfAForeignWorkloadWouldMatch() {
        scene.kueue.revision("-0", named("lws"), 0);

        assertThat(objection().orElseThrow()).startsWith("ReplicaSet/kueue-0 of Deployment/kueue");
    }

    @Test
    void refusesAStrangerThatTheVerdictDoesNotMention() {
        var stranger = new Crew("stranger", Relation.UNKNOWN, named("lws"));
        stranger.replicas = 0;
        scene.crews.add(stranger);

        assertThat(objection().orElseThrow()).startsWith("Deployment/stranger would still");
    }

    private Optional<String> objection() {
        return new NoForeignMatch().objection(scene.proposal());
    }
}
