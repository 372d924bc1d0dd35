package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.WEBHOOK;
import static io.webhookisolation.plan.Scene.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Snapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** For which Services the other users must be read before a plan can say anything. */
class NeededUsersTest {

    private final Scene scene = Scene.founding();

    @Test
    void otherUsersAreNeededWhereNothingElseSpeaksAgainstAWrite() {
        scene.users.clear();

        assertThat(scene.servicePlan().state()).isEqualTo(SelectorState.SIMULATION_REJECTED);
        assertThat(Planner.needsUsers(scene.request())).containsExactly(WEBHOOK);
    }

    @Test
    void otherUsersAreNotNeededWhereTheyWereRead() {
        assertThat(Planner.needsUsers(scene.request())).isEmpty();
    }

    @Test
    void otherUsersAreNotNeededWhereSomethingElseRefuses() {
        scene.users.clear();
        scene.headless = true;

        assertThat(Planner.needsUsers(scene.request())).isEmpty();
    }

    @Test
    void otherUsersAreNotNeededInAuditMode() {
        scene.users.clear();
        scene.policy = Policies.auditing();

        assertThat(Planner.needsUsers(scene.request())).isEmpty();
    }

    @Test
    void otherUsersAreNotNeededForUpkeep() {
        var narrowed = Scene.narrowed();
        narrowed.users.clear();
        narrowed.ownFieldsEntry = true;

        assertThat(Planner.needsUsers(narrowed.request())).isEmpty();
    }

    @Test
    void theSnapshotThatUsersWereReadForIsTheSameButForThem() {
        var scene = Scene.narrowed();
        Snapshot snapshot = scene.snapshot();

        assertThat(snapshot.withUsers(Map.of()).withServices(List.of()).withServices(snapshot.services()))
                .isEqualTo(snapshot.withUsers(Map.of()));
        assertThat(scene.lws.pods.getFirst().labels()).isEqualTo(named("lws"));
    }
}
