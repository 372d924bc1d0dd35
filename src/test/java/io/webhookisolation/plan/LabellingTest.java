package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.RestartOnChange;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.TemplateControl;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code lws} and {@code kueue} carry the scaffold label only, so that {@code lws} needs one more. */
class LabellingTest {

    private static final LabelSet LABEL = Unlabelled.LABEL;

    private final Scene scene = Unlabelled.scene();

    private Crew lws() {
        return scene.crews.getFirst();
    }

    @Test
    void theOwnersTemplateIsLabelledFirst() {
        // when
        var plan = scene.servicePlan();

        // then
        assertThat(plan.state()).isEqualTo(SelectorState.AWAITING_ROLLOUT);
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.steps()).singleElement().isInstanceOfSatisfying(Step.LabelTemplate.class, step -> {
            assertThat(step.workload()).isEqualTo(lws().key());
            assertThat(step.uid()).isEqualTo("uid-lws");
            assertThat(step.resourceVersion()).isEqualTo("17");
            assertThat(step.before()).isEqualTo(Scene.SCAFFOLD);
            assertThat(step.add()).isEqualTo(LABEL);
            assertThat(step.record().service()).isEqualTo("lws-webhook");
            assertThat(step.record().policy()).isEqualTo("operators/webhooks");
        });
    }

    @Test
    void aPolicyThatDoesNotAskForItOnlySuggests() {
        // given
        scene.policy = Scene.policy("webhooks", Mode.ENFORCE);

        // when
        var plan = scene.servicePlan();

        // then
        assertThat(plan.state()).isEqualTo(SelectorState.NO_DISTINGUISHING_LABEL);
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void auditTellsThatItWouldBeNarrowed() {
        // given
        scene.policy = Policies.labelling(Policies.auditing());

        // when
        var plan = scene.servicePlan();

        // then
        assertThat(plan.state()).isEqualTo(SelectorState.AUDIT_MODE);
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void nothingIsNarrowedWhilePodsWithoutTheLabelAreThere() {
        // given: the newest revision's Pod does not become ready
        lws().labelled(LABEL).revision("-2", Scene.SCAFFOLD.plus(LABEL), 1);
        lws().pod("-b", Scene.SCAFFOLD.plus(LABEL), false, false);
        lws().rollout = Rollout.open("1 of 2 Pods are available");

        // when
        var plan = scene.servicePlan();

        // then
        assertThat(plan.state()).isEqualTo(SelectorState.AWAITING_ROLLOUT);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.refusals()).extracting(Refusal::predicate).contains(Predicate.P9);
    }

    @Test
    void onceEachPodCarriesTheLabelTheSelectorIsNarrowedAlthoughOlderRevisionsLackIt() {
        // given
        rolledOut();

        // when
        var plan = scene.servicePlan();

        // then
        assertThat(plan.state()).isEqualTo(SelectorState.APPLIED);
        assertThat(plan.steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.NarrowSelector.class,
                        step -> assertThat(step.add()).isEqualTo(LABEL));
    }

    @Test
    void aLabelOfSomebodyElseIsNotNarrowedByWhileOlderRevisionsLackIt() {
        // given
        rolledOut();
        lws().control = Crew.control("", "9443");

        // when
        var plan = scene.servicePlan();

        // then
        assertThat(plan.state()).isEqualTo(SelectorState.SIMULATION_REJECTED);
        assertThat(plan.refusals()).extracting(Refusal::predicate).containsExactly(Predicate.P5);
    }

    @Test
    void aPodThatIsStillLeavingIsWaitedFor() {
        // given
        rolledOut();
        lws().pod("-c", Scene.SCAFFOLD.plus(LABEL), true, true);

        // when
        var plan = scene.servicePlan();

        // then
        assertThat(plan.state()).isEqualTo(SelectorState.AWAITING_ROLLOUT);
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void aRolloutUnderWayIsNotDisturbed() {
        // given
        lws().rollout = Rollout.open("1 of 2 Pods are of the newest template");

        // then
        assertRefused(Predicate.P9, "1 of 2 Pods are of the newest template");
    }

    @Test
    void anUnknownInReachKeepsTheTemplateAsItIs() {
        // given
        scene.crews.getLast().relation(Relation.UNKNOWN, Relation.UNKNOWN);

        // then
        assertRefused(Predicate.PROOF, "Deployment/kueue");
    }

    @Test
    void aServiceWhoseManagerRestoresItsSelectorIsNoReasonToLabel() {
        // given
        scene.manager = new SelectorManager(ManagerKind.HELM_4, "helm", "managedFields: Apply");

        // when
        var plan = scene.servicePlan();

        // then
        assertThat(plan.state()).isEqualTo(SelectorState.MANAGED_ELSEWHERE);
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void severalOwnersAreLabelledOneAfterTheOther() {
        // given
        var green = Unlabelled.crew("lws-green", Relation.OWNER);
        scene.crews.add(green);
        scene.serve(green.pods.getFirst());
        assertThat(labelled()).isEqualTo("lws");
        lws().labelled(LABEL);
        assertThat(scene.servicePlan().steps()).as("its old Pod is still there").isEmpty();

        // when
        rolledOut();
        scene.repair = RepairKind.LABEL_THEN_NARROW;

        // then
        assertThat(labelled()).isEqualTo("lws-green");
    }

    @Test
    void aDeletedPolicyTakesItsLabelBackEvenFromARolloutThatHangs() {
        // given
        lws().labelled(LABEL).rollout = Rollout.open("1 of 2 Pods are available");
        scene.policy = Policies.deleted(true);

        // when
        var plan = scene.servicePlan();

        // then
        assertThat(plan.steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.UnlabelTemplate.class,
                        step -> assertThat(step.remove()).isEqualTo(LABEL));
    }

    @Test
    void aSelectorThatNeedsTheLabelIsGivenBackFirst() {
        // given
        rolledOut();
        scene.selector = Scene.SCAFFOLD.plus(LABEL);
        scene.applied = Optional.of(new AppliedRecord(LABEL, "", Scene.NOW, "operators/webhooks"));
        scene.policy = Policies.deleted(true);

        // then
        assertThat(scene.servicePlan().steps()).singleElement().isInstanceOf(Step.RestoreSelector.class);
    }

    @Test
    void aLabelThatSomebodyChangedStays() {
        // given
        lws().labelled(LABEL);
        lws().labels = Scene.SCAFFOLD.plus(LabelSet.of("app.kubernetes.io/name", "other"));
        scene.policy = Policies.deleted(true);

        // then
        assertThat(scene.plan().steps()).isEmpty();
    }

    @Test
    void aPolicyThatRetainsLeavesTheLabel() {
        // given
        lws().labelled(LABEL);
        scene.policy = Policies.deleted(false);

        // then
        assertThat(scene.plan().steps()).isEmpty();
    }

    @Test
    void anEntryThatWasLeftInManagedFieldsIsRemovedBeforeAnythingElse() {
        // given
        rolledOut();
        var control = lws().control;
        lws().control = new TemplateControl(
                "18",
                control.manager(),
                "",
                new TreeSet<>(),
                new TreeSet<>(),
                RestartOnChange.NONE,
                true,
                control.applied(),
                true,
                false);

        // then
        assertThat(scene.servicePlan().steps()).singleElement().isInstanceOf(Step.ReleaseTemplate.class);
    }

    private String labelled() {
        assertThat(scene.servicePlan().refusals()).isEmpty();
        return scene.plan().steps().stream()
                .map(step -> ((Step.LabelTemplate) step).workload().name())
                .findFirst()
                .orElseThrow();
    }

    private void rolledOut() {
        lws().labelled(LABEL);
        lws().revisions.clear();
        lws().revision("-1", Scene.SCAFFOLD, 0).revision("-2", Scene.SCAFFOLD.plus(LABEL), 1);
        var before = lws().pods.removeFirst();
        lws().pod("-a", Scene.SCAFFOLD.plus(LABEL), before.ready(), false);
        scene.repair = RepairKind.NARROW_SELECTOR;
        scene.serviceClass = ServiceClass.EFFECTIVE_OVERLAP;
    }

    private void assertRefused(Predicate predicate, String words) {
        var plan = scene.servicePlan();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.state()).isEqualTo(SelectorState.SIMULATION_REJECTED);
        assertThat(plan.refusals()).anySatisfy(refusal -> {
            assertThat(refusal.predicate()).isEqualTo(predicate);
            assertThat(refusal.sentence()).contains(words);
        });
    }
}
