package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Rollout;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoRolloutInProgressTest {

    private final Scene scene = Scene.founding();

    @Test
    void refusesWhileAnOwnerIsRolledOut() {
        scene.lws.rollout = Rollout.open("1 of 2 Pods are available");

        assertThat(objection()).contains("the rollout of Deployment/lws (1 of 2 Pods are available) is not finished");
    }

    @Test
    void refusesWhileSomebodyForeignIsRolledOut() {
        scene.kueue.rollout = Rollout.open("generation 2 is not yet observed");

        assertThat(objection().orElseThrow()).contains("Deployment/kueue");
    }

    @Test
    void refusesWhileAnOwnersPodIsTerminating() {
        scene.lws.pod("-b", named("lws"), true, true);

        assertThat(objection()).contains("Pod/lws-b of Deployment/lws is terminating");
    }

    @Test
    void doesNotMindAForeignPodThatIsTerminating() {
        scene.kueue.pod("-b", named("kueue"), true, true);

        assertThat(objection()).isEmpty();
    }

    private Optional<String> objection() {
        return new NoRolloutInProgress().objection(scene.proposal());
    }
}
