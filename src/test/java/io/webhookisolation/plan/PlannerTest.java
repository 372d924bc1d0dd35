package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.SCAFFOLD;
import static io.webhookisolation.plan.Scene.WEBHOOK;
import static io.webhookisolation.plan.Scene.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceUsers;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.TrafficPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlannerTest {

    private static final LabelSet NAME = LabelSet.of("app.kubernetes.io/name", "lws");

    @Nested
    class BeforeAWrite {

        private final Scene scene = Scene.founding();

        @Test
        void theFoundingCaseIsNarrowed() {
            var plan = scene.servicePlan();

            assertThat(plan.state()).isEqualTo(SelectorState.APPLIED);
            assertThat(plan.refusals()).isEmpty();
            assertThat(plan.steps())
                    .containsExactly(new Step.NarrowSelector(
                            WEBHOOK,
                            "uid-service",
                            "41",
                            SCAFFOLD,
                            NAME,
                            new AppliedRecord(NAME, "", Scene.NOW, "operators/webhooks"),
                            "because"));
        }

        @Test
        void theRecordKeepsTheManagerThatWasThere() {
            scene.manager = new SelectorManager(ManagerKind.HELM_3, "helm", "managedFields: Update");

            assertThat(narrowing().record().formerManager()).isEqualTo("helm");
        }

        @Test
        void whatIsRefusedIsNotWrittenAndSaysWhy() {
            scene.headless = true;
            scene.trafficPolicy = TrafficPolicy.LOCAL;

            var plan = scene.servicePlan();

            assertThat(plan.steps()).isEmpty();
            assertThat(plan.state()).isEqualTo(SelectorState.SIMULATION_REJECTED);
            assertThat(plan.refusals()).extracting(Refusal::predicate).containsExactly(Predicate.P3, Predicate.P8);
        }

        @Test
        void theGuardIsAskedBeforeAWriteThatItWouldUndo() {
            scene.lws.component = "suite";
            scene.kueue.component = "suite";

            var plan = scene.servicePlan();

            assertThat(plan.steps()).isEmpty();
            assertThat(plan.refusals()).singleElement().satisfies(refusal -> {
                assertThat(refusal.predicate()).isEqualTo(Predicate.P5);
                assertThat(refusal.sentence())
                        .startsWith("the standing guard would undo it: Deployment/kueue, Pod/kueue-a");
            });
        }

        @ParameterizedTest
        @EnumSource(
                value = ManagerKind.class,
                names = {"NONE", "KUBECTL_CLIENT_SIDE", "ARGO_CD_CLIENT_SIDE", "HELM_3"})
        void aManagerThatKeepsAnAddedKeyIsNoReasonAgainstIt(ManagerKind kind) {
            scene.manager = new SelectorManager(kind, "somebody", "a mark");

            var plan = scene.servicePlan();

            assertThat(plan.state()).isEqualTo(SelectorState.APPLIED);
            assertThat(plan.steps()).hasSize(1);
        }

        @ParameterizedTest
        @EnumSource(
                value = ManagerKind.class,
                mode = EnumSource.Mode.EXCLUDE,
                names = {"NONE", "KUBECTL_CLIENT_SIDE", "ARGO_CD_CLIENT_SIDE", "HELM_3"})
        void aServiceWhoseManagerWouldUndoItIsLeftToHim(ManagerKind kind) {
            scene.manager = new SelectorManager(kind, "somebody", "a mark");

            var plan = scene.servicePlan();

            assertThat(plan.state()).isEqualTo(SelectorState.MANAGED_ELSEWHERE);
            assertThat(plan.steps()).isEmpty();
            assertThat(plan.refusals())
                    .containsExactly(new Refusal(
                            Predicate.MANAGER,
                            "somebody (a mark) " + kind.reaction()
                                    + "; the policy narrows nevertheless with spec.selectors.managedObjects: Enforce"));
        }

        @ParameterizedTest
        @EnumSource(ManagerKind.class)
        void aPolicyThatSaysSoNarrowsWhateverTheManagerDoes(ManagerKind kind) {
            scene.policy = Policies.overriding();
            scene.manager = new SelectorManager(kind, "somebody", "a mark");

            var plan = scene.servicePlan();

            assertThat(plan.state()).isEqualTo(SelectorState.APPLIED);
            assertThat(plan.steps()).hasSize(1);
        }

        @Test
        void whatElseSpeaksAgainstIsSaidAfterTheManager() {
            scene.manager = new SelectorManager(ManagerKind.HELM_4, "helm", "a mark");
            scene.headless = true;
            scene.users.clear();

            assertThat(scene.servicePlan().refusals())
                    .extracting(Refusal::predicate)
                    .containsExactly(Predicate.MANAGER, Predicate.P8);
        }

        @Test
        void auditModeOnlySaysThatThereIsSomethingToApply() {
            scene.policy = Policies.auditing();
            scene.users.clear();

            var plan = scene.servicePlan();

            assertThat(plan.state()).isEqualTo(SelectorState.AUDIT_MODE);
            assertThat(plan.steps()).isEmpty();
            assertThat(plan.refusals()).as("nobody reads users in audit mode").isEmpty();
        }

        @Test
        void auditModeNamesWhatWouldRefuse() {
            scene.policy = Policies.auditing();
            scene.users.put(
                    WEBHOOK, new ServiceUsers(List.of(), List.of(new Gap("Ingress", true, "cannot list ingresses"))));

            assertThat(scene.servicePlan().refusals())
                    .extracting(Refusal::predicate)
                    .containsExactly(Predicate.P7);
        }

        @Test
        void aSuspendedPolicyNarrowsNothing() {
            scene.policy = Policies.suspended();

            var plan = scene.servicePlan();

            assertThat(plan.state()).isEqualTo(SelectorState.AUDIT_MODE);
            assertThat(plan.steps()).isEmpty();
        }

        @Test
        void anIgnoredServiceIsLeftAlone() {
            scene.ignored = "known and accepted";

            var plan = scene.servicePlan();

            assertThat(plan.state()).isEqualTo(SelectorState.ALREADY_NARROW);
            assertThat(plan.steps()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(
                value = RepairKind.class,
                names = {"LABEL_THEN_NARROW", "SEPARATE_NAMESPACES", "NONE"})
        void anOverlapWithoutADistinguishingLabelIsOnlyNamed(RepairKind kind) {
            scene.repair = kind;

            var plan = scene.servicePlan();

            assertThat(plan.state()).isEqualTo(SelectorState.NO_DISTINGUISHING_LABEL);
            assertThat(plan.steps()).isEmpty();
        }

        @Test
        void withoutOverlapNothingIsToBeDone() {
            scene.repair = RepairKind.NONE;
            scene.serviceClass = ServiceClass.ISOLATED;

            var plan = scene.servicePlan();

            assertThat(plan.state()).isEqualTo(SelectorState.ALREADY_NARROW);
            assertThat(plan.refusals()).isEmpty();
        }

        @Test
        void anUnknownNeighbourIsNamedThoughNothingIsProposed() {
            scene.repair = RepairKind.NONE;
            scene.serviceClass = ServiceClass.OWNERSHIP_UNKNOWN;
            scene.kueue.relation(Relation.UNKNOWN, Relation.UNKNOWN);

            var plan = scene.servicePlan();

            assertThat(plan.state()).isEqualTo(SelectorState.SIMULATION_REJECTED);
            assertThat(plan.refusals()).extracting(Refusal::predicate).containsExactly(Predicate.PROOF);
        }

        @Test
        void aSingleUnknownWorkloadHasNobodyToBeNarrowedFrom() {
            scene.repair = RepairKind.NONE;
            scene.serviceClass = ServiceClass.OWNERSHIP_UNKNOWN;
            scene.crews.remove(scene.kueue);

            assertThat(scene.servicePlan().state()).isEqualTo(SelectorState.ALREADY_NARROW);
        }

        @Test
        void aServiceThatDoesNotExistHasAnEntryAndNoSteps() {
            var verdict = scene.verdict();
            var missing = new io.webhookisolation.model.ServiceVerdict(
                    WEBHOOK,
                    Optional.empty(),
                    ServiceClass.SERVICE_NOT_FOUND,
                    List.of(),
                    List.of(),
                    io.webhookisolation.model.Repair.none(""));
            var request = new PlanRequest(
                    scene.policy,
                    List.of(),
                    scene.snapshot(),
                    new Analysis(List.of(missing), List.of()),
                    Map.of(),
                    Scene.NOW);

            var plan = Planner.plan(request);

            assertThat(verdict.service()).isPresent();
            assertThat(plan.services()).singleElement().satisfies(service -> {
                assertThat(service.state()).isEqualTo(SelectorState.ALREADY_NARROW);
                assertThat(service.steps()).isEmpty();
            });
        }

        @Test
        void otherNamespacesAreNoneOfThePolicysBusiness() {
            var elsewhere = new ServiceReference("elsewhere", "lws-webhook");
            var verdict = new io.webhookisolation.model.ServiceVerdict(
                    elsewhere,
                    Optional.empty(),
                    ServiceClass.SERVICE_NOT_FOUND,
                    List.of(),
                    List.of(),
                    io.webhookisolation.model.Repair.none(""));
            var request = new PlanRequest(
                    scene.policy,
                    List.of(),
                    scene.snapshot(),
                    new Analysis(List.of(verdict), List.of()),
                    Map.of(),
                    Scene.NOW);

            assertThat(Planner.plan(request).services()).isEmpty();
        }

        private Step.NarrowSelector narrowing() {
            return (Step.NarrowSelector) scene.servicePlan().steps().getFirst();
        }
    }

    @Nested
    class OtherUsers {

        private final Scene scene = Scene.founding();

        @Test
        void areNeededWhereNothingElseSpeaksAgainstAWrite() {
            scene.users.clear();

            assertThat(scene.servicePlan().state()).isEqualTo(SelectorState.SIMULATION_REJECTED);
            assertThat(Planner.needsUsers(scene.request())).containsExactly(WEBHOOK);
        }

        @Test
        void areNotNeededWhereTheyWereRead() {
            assertThat(Planner.needsUsers(scene.request())).isEmpty();
        }

        @Test
        void areNotNeededWhereSomethingElseRefuses() {
            scene.users.clear();
            scene.headless = true;

            assertThat(Planner.needsUsers(scene.request())).isEmpty();
        }

        @Test
        void areNotNeededInAuditMode() {
            scene.users.clear();
            scene.policy = Policies.auditing();

            assertThat(Planner.needsUsers(scene.request())).isEmpty();
        }

        @Test
        void areNotNeededForUpkeep() {
            var narrowed = Scene.narrowed();
            narrowed.users.clear();
            narrowed.ownFieldsEntry = true;

            assertThat(Planner.needsUsers(narrowed.request())).isEmpty();
        }
    }

    @Nested
    class AfterAWrite {

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
            assertThat(plan.backOff())
                    .contains(new BackOff(RestoreCause.GUARD, 1, Scene.NOW.plus(Duration.ofMinutes(5))));
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
            anew.applied =
                    Optional.of(new AppliedRecord(LabelSet.of("app", "lws"), "helm", Scene.NOW, "operators/former"));

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

    @Nested
    class DuringABackOff {

        private final Scene scene = Scene.founding();

        private static Memory remembering(BackOff backOff) {
            return new Memory(LabelSet.EMPTY, Optional.of(backOff), Optional.empty());
        }

        @ParameterizedTest
        @EnumSource
        void nothingIsNarrowed(RestoreCause cause) {
            var backOff = new BackOff(cause, 2, Scene.NOW.plusSeconds(1));
            scene.memory = remembering(backOff);
            scene.headless = true;

            var plan = scene.servicePlan();

            assertThat(plan.steps()).isEmpty();
            assertThat(plan.state()).isEqualTo(SelectorState.ROLLED_BACK);
            assertThat(plan.backOff()).contains(backOff);
            assertThat(plan.refusals()).extracting(Refusal::predicate).containsExactly(Predicate.P10, Predicate.P8);
            assertThat(plan.refusals().getFirst().sentence())
                    .startsWith("the last narrowing of Service operators/lws-webhook was undone, because ")
                    .endsWith("(2 in a row); no other try before 2026-06-01T12:00:01Z");
        }

        @Test
        void afterItsEndTheVerdictStartsAnewAndTheCountIsKept() {
            var backOff = new BackOff(RestoreCause.GUARD, 2, Scene.NOW);
            scene.memory = remembering(backOff);

            var plan = scene.servicePlan();

            assertThat(plan.steps()).hasSize(1);
            assertThat(plan.backOff()).contains(backOff);
        }

        @Test
        void upkeepGoesOn() {
            var narrowed = Scene.narrowed();
            var backOff = new BackOff(RestoreCause.GUARD, 2, Scene.NOW.plusSeconds(1));
            narrowed.memory = remembering(backOff);
            narrowed.ownFieldsEntry = true;

            assertThat(narrowed.servicePlan().steps()).hasSize(1);
            assertThat(narrowed.servicePlan().backOff()).contains(backOff);
        }
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
