package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.NAME;
import static io.webhookisolation.plan.Scene.SCAFFOLD;
import static io.webhookisolation.plan.Scene.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AfterAWriteTest {

    private final Scene scene = Scene.narrowed();

    @Test
    void allIsWell() {
        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.APPLIED);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.backOff()).isEmpty();
    }

    @Test
    void theSecondHalfOfAWriteIsFinished() {
        scene.ownFieldsEntry = true;

        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.APPLIED);
        assertThat(plan.steps()).singleElement().isInstanceOfSatisfying(Step.ReleaseFields.class, step -> {
            assertThat(step.service()).isEqualTo(WEBHOOK);
            assertThat(step.uid()).isEqualTo("uid-service");
            assertThat(step.resourceVersion()).isEqualTo("41");
        });
    }

    @Test
    void theSecondHalfComesBeforeTheNextNarrowing() {
        var founding = Scene.founding();
        founding.ownFieldsEntry = true;

        assertThat(founding.servicePlan().steps()).singleElement().isInstanceOf(Step.ReleaseFields.class);
    }

    @Test
    void aServiceThatIsBeingDeletedIsLeftAlone() {
        scene.ownFieldsEntry = true;
        scene.terminating = true;
        scene.lws.pods.clear();

        assertThat(scene.servicePlan().steps()).isEmpty();
    }

    @Test
    void theGuardGivesTheSelectorBackAndPauses() {
        scene.lws.pods.clear();

        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.ROLLED_BACK);
        assertThat(restore().cause()).isEqualTo(RestoreCause.GUARD);
        assertThat(restore().remove()).isEqualTo(NAME);
        assertThat(restore().reason()).startsWith("no ready Pod matches");
        assertThat(plan.backOff()).contains(new BackOff(RestoreCause.GUARD, 1, Scene.NOW.plus(Duration.ofMinutes(5))));
    }

    @Test
    void theGuardAsksNeitherModeNorSuspend() {
        scene.lws.pods.clear();
        scene.policy = Policies.auditing();

        assertThat(restore().cause()).isEqualTo(RestoreCause.GUARD);

        scene.policy = Policies.suspended();

        assertThat(restore().cause()).isEqualTo(RestoreCause.GUARD);
    }

    @Test
    void anOwnerThatLeftTheSlicesIsGivenBack() {
        scene.slices.clear();

        assertThat(scene.servicePlan().state()).isEqualTo(SelectorState.ROLLED_BACK);
        assertThat(restore().cause()).isEqualTo(RestoreCause.ROLLED_BACK);
        assertThat(scene.servicePlan().backOff().orElseThrow().cause()).isEqualTo(RestoreCause.ROLLED_BACK);
    }

    @Test
    void onlyKeysThatAreStillOursAreGivenBack() {
        var added = NAME.plus(LabelSet.of("app", "lws"));
        scene.applied = Optional.of(new AppliedRecord(added, "", Scene.NOW, "operators/webhooks"));
        scene.lws.pods.clear();

        assertThat(restore().remove()).isEqualTo(NAME);
    }

    @Test
    void aFurtherNarrowingKeepsOurEarlierKeysInTheRecord() {
        var further = Scene.founding();
        further.applied = Optional.of(
                new AppliedRecord(SCAFFOLD, "helm", Scene.NOW.minus(Duration.ofDays(1)), "operators/former"));

        var step = (Step.NarrowSelector) further.servicePlan().steps().getFirst();

        assertThat(step.record())
                .isEqualTo(new AppliedRecord(SCAFFOLD.plus(NAME), "helm", Scene.NOW, "operators/webhooks"));
    }

    @Test
    void aRecordWhoseKeysAreAllGoneSaysNothingOfTheManagerBefore() {
        var anew = Scene.founding();
        anew.applied = Optional.of(new AppliedRecord(LabelSet.of("app", "lws"), "helm", Scene.NOW, "operators/former"));

        var step = (Step.NarrowSelector) anew.servicePlan().steps().getFirst();

        assertThat(step.record()).isEqualTo(new AppliedRecord(NAME, "", Scene.NOW, "operators/webhooks"));
    }

    @Test
    void aServiceThatNoCallSiteNamesAnyMoreIsStillWatched() {
        scene.lws.pods.clear();
        var request = new PlanRequest(
                scene.policy, List.of(), scene.snapshot(), new Analysis(List.of(), List.of()), Map.of(), Scene.NOW);

        assertThat(Planner.plan(request).steps()).singleElement().isInstanceOf(Step.RestoreSelector.class);
    }

    @Test
    void aServiceThatIsNoWebhookServiceAndNeverWasHasNoEntry() {
        var other = Scene.founding();
        var request = new PlanRequest(
                other.policy, List.of(), other.snapshot(), new Analysis(List.of(), List.of()), Map.of(), Scene.NOW);

        assertThat(Planner.plan(request).services()).isEmpty();
    }

    private Step.RestoreSelector restore() {
        return (Step.RestoreSelector) scene.servicePlan().steps().getFirst();
    }
}
