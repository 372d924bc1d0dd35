package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSelector;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a policy that is being deleted takes back. */
class DepartureTest {

    private final Scene scene = Scene.narrowed();

    DepartureTest() {
        scene.policy = Policies.deleted(true);
    }

    @Test
    void itTakesBackTheKeysThatItAdded() {
        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.APPLIED);
        assertThat(plan.steps()).singleElement().isInstanceOfSatisfying(Step.RestoreSelector.class, step -> {
            assertThat(step.cause()).isEqualTo(RestoreCause.REVERT);
            assertThat(step.remove()).isEqualTo(LabelSet.of("app.kubernetes.io/name", "lws"));
            assertThat(step.reason()).contains("policy operators/webhooks is being deleted");
        });
    }

    @Test
    void itLeavesThemWhereItWasToldToRetain() {
        scene.policy = Policies.deleted(false);

        assertThat(scene.servicePlan().steps()).isEmpty();
        assertThat(scene.servicePlan().state()).isEqualTo(SelectorState.APPLIED);
    }

    @Test
    void itLeavesThemWhereAnyOfThemWasChangedSince() {
        var added = scene.add.plus(LabelSet.of("app", "lws"));
        scene.applied = Optional.of(new AppliedRecord(added, "", Scene.NOW, "operators/webhooks"));

        assertThat(scene.servicePlan().state()).isEqualTo(SelectorState.REVERT_SKIPPED);
        assertThat(scene.servicePlan().steps()).isEmpty();
    }

    @Test
    void itLeavesAServiceAloneThatIsBeingDeletedToo() {
        scene.terminating = true;
        scene.ownFieldsEntry = true;

        assertThat(scene.servicePlan().state()).isEqualTo(SelectorState.REVERT_SKIPPED);
        assertThat(scene.servicePlan().steps()).isEmpty();
    }

    @Test
    void itTouchesNothingThatAnotherPolicyAskedFor() {
        scene.applied = Optional.of(new AppliedRecord(scene.add, "", Scene.NOW, "operators/other"));

        assertThat(scene.plan().services()).isEmpty();
    }

    @Test
    void itSaysWhereAnUndoRecordCannotBeRead() {
        scene.applied = Optional.empty();
        scene.corruptRecord = true;

        assertThat(scene.servicePlan().state()).isEqualTo(SelectorState.REVERT_SKIPPED);
        assertThat(scene.servicePlan().steps()).isEmpty();
    }

    @Test
    void anUnreadableRecordIsNobodysConcernWhoRetainsOrSelectsOtherServices() {
        scene.applied = Optional.empty();
        scene.corruptRecord = true;
        scene.policy = Policies.deleted(false);

        assertThat(scene.plan().services()).isEmpty();

        scene.policy = Policies.deleted(
                Policies.selecting("webhooks", Scene.NOW, new LabelSelector(LabelSet.of("tier", "none"), List.of())),
                true);

        assertThat(scene.plan().services()).isEmpty();
    }

    @Test
    void aServiceThatWeNeverTouchedHasNoEntry() {
        var founding = Scene.founding();
        founding.policy = Policies.deleted(true);

        assertThat(founding.plan().services()).isEmpty();
    }

    @Test
    void itFinishesItsLastWriteWhereNobodyElseIsLeftToDoSo() {
        scene.applied = Optional.empty();
        scene.selector = Scene.SCAFFOLD;
        scene.ownFieldsEntry = true;

        assertThat(scene.servicePlan().steps()).singleElement().isInstanceOf(Step.ReleaseFields.class);
    }

    @Test
    void itFinishesItsLastWriteAlsoWhereItRetainsOrSkips() {
        scene.policy = Policies.deleted(false);
        scene.ownFieldsEntry = true;

        assertThat(scene.servicePlan().steps()).singleElement().isInstanceOf(Step.ReleaseFields.class);

        scene.policy = Policies.deleted(true);
        scene.selector = Scene.SCAFFOLD;

        assertThat(scene.servicePlan().state()).isEqualTo(SelectorState.REVERT_SKIPPED);
        assertThat(scene.servicePlan().steps()).singleElement().isInstanceOf(Step.ReleaseFields.class);
    }

    @Test
    void itLeavesThatToAPolicyThatStays() {
        scene.policy = Policies.deleted(false);
        scene.ownFieldsEntry = true;
        scene.peers.add(Policies.selecting("peer", Scene.NOW, LabelSelector.EVERYTHING));

        assertThat(scene.servicePlan().steps()).isEmpty();
    }
}
