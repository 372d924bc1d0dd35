package io.webhookisolation.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.fixture.model.WorkloadDraft;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.ownership.Unit;
import io.webhookisolation.ownership.Units;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The smallest change that parts owners from all others; owners are those whose name starts with {@code own}. */
class RepairChoiceTest {

    private static final String NAME = "app.kubernetes.io/name";
    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String COMPONENT = "app.kubernetes.io/component";

    @Nested
    class ByLabelsThatTheOwnersHave {

        @Test
        void aKeyThatTheOthersLackIsAdded() {
            var repair = repair(Given.manifests()
                    .deployment("own", draft -> draft.matchLabel(NAME, "own"))
                    .deployment("other"));

            assertThat(repair.kind()).isEqualTo(RepairKind.NARROW_SELECTOR);
            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
            assertThat(repair.templateLabels()).isEmpty();
            assertThat(repair.stability()).isEqualTo(1);
        }

        @Test
        void aLabelThatTheOwnersAloneSelectByIsMoreStableThanOneOfTheTemplate() {
            var repair = repair(Given.manifests()
                    .deployment("own", draft -> draft.label(NAME, "own").matchLabel("vendor/key", "own"))
                    .deployment("other"));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of("vendor/key", "own"));
        }

        @Test
        void aLabelOfTheTemplateIsOfTheSecondRank() {
            var repair = repair(Given.manifests()
                    .deployment("own", draft -> draft.label(NAME, "own"))
                    .deployment("other"));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
            assertThat(repair.stability()).isEqualTo(2);
        }

        @Test
        void ofEquallyStableLabelsThePreferredOneIsTaken() {
            var given = Given.manifests()
                    .deployment(
                            "own",
                            draft -> draft.label("zone", "own")
                                    .label("name", "own")
                                    .label("k8s-app", "own")
                                    .label("app", "own")
                                    .label("app.kubernetes.io/part-of", "own")
                                    .label(COMPONENT, "own")
                                    .label(INSTANCE, "own"))
                    .deployment("other");

            assertThat(repair(given).addLabels()).isEqualTo(LabelSet.of(INSTANCE, "own"));
            assertThat(repair(given, List.of(COMPONENT)).addLabels()).isEqualTo(LabelSet.of(COMPONENT, "own"));
            assertThat(repair(given, List.of("zone")).addLabels()).isEqualTo(LabelSet.of("zone", "own"));
            assertThat(repair(given, List.of()).addLabels()).isEqualTo(LabelSet.of("app.kubernetes.io/part-of", "own"));
        }

        @Test
        void commonKeysComeBeforeVendorsAndThoseInAlphabeticalOrder() {
            var common = Given.manifests()
                    .deployment(
                            "own",
                            draft -> draft.label("name", "own")
                                    .label("k8s-app", "own")
                                    .label("app", "own")
                                    .label("a-vendor", "own"))
                    .deployment("other");
            var vendors = Given.manifests()
                    .deployment("own", draft -> draft.label("b", "own").label("a", "own"))
                    .deployment("other");

            assertThat(repair(common).addLabels()).isEqualTo(LabelSet.of("app", "own"));
            assertThat(repair(vendors).addLabels()).isEqualTo(LabelSet.of("a", "own"));
        }

        @Test
        void aValueThatAnyOtherSharesIsNotEnough() {
            var repair = repair(Given.manifests()
                    .deployment("own", draft -> draft.label(NAME, "webhook").label(INSTANCE, "own"))
                    .deployment("other-1", draft -> draft.label(NAME, "webhook"))
                    .deployment("other-2", draft -> draft.label(NAME, "else")));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(INSTANCE, "own"));
        }

        @Test
        void twoLabelsAreAddedWhereNoneIsEnoughAloneAndNeverMore() {
            var repair = repair(Given.manifests()
                    .deployment(
                            "own",
                            draft -> draft.label(NAME, "op")
                                    .label(INSTANCE, "one")
                                    .label(COMPONENT, "manager"))
                    .deployment("other-1", draft -> draft.label(NAME, "op").label(COMPONENT, "manager"))
                    .deployment("other-2", draft -> draft.label(INSTANCE, "one").label(COMPONENT, "manager")));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(Map.of(NAME, "op", INSTANCE, "one")));
        }

        @Test
        void threeLabelsAreTheMost() {
            var three = Given.manifests()
                    .deployment(
                            "own",
                            draft -> draft.label("a", "1").label("b", "1").label("c", "1"));
            var four = Given.manifests()
                    .deployment(
                            "own",
                            draft -> draft.label("a", "1")
                                    .label("b", "1")
                                    .label("c", "1")
                                    .label("d", "1"));
            for (var missing : List.of("a", "b", "c")) {
                three.deployment(
                        "other-" + missing,
                        draft -> draft.label("a", "1")
                                .label("b", "1")
                                .label("c", "1")
                                .without(missing));
            }
            for (var missing : List.of("a", "b", "c", "d")) {
                four.deployment(
                        "other-" + missing,
                        draft -> draft.label("a", "1")
                                .label("b", "1")
                                .label("c", "1")
                                .label("d", "1")
                                .without(missing));
            }

            assertThat(repair(three).addLabels().entries().keySet()).isEqualTo(Set.of("a", "b", "c"));
            assertThat(repair(four).kind()).isEqualTo(RepairKind.LABEL_THEN_NARROW);
        }

        @Test
        void ofSeveralPairsTheOneWithTheMostStableWorstLabelIsTaken() {
            var repair = repair(Given.manifests()
                    .deployment(
                            "own",
                            draft -> draft.label(NAME, "1")
                                    .label(INSTANCE, "1")
                                    .matchLabel("x", "1")
                                    .matchLabel("y", "1"))
                    .deployment("other-1", draft -> draft.label(NAME, "1").label("x", "1"))
                    .deployment("other-2", draft -> draft.label(INSTANCE, "1").label("y", "1")));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(Map.of("x", "1", "y", "1")));
        }

        @Test
        void everyOwnerKeepsItsPlace() {
            var repair = repair(Given.manifests()
                    .deployment("own-blue", draft -> draft.label(NAME, "own").label("color", "blue"))
                    .deployment("own-green", draft -> draft.label(NAME, "own").label("color", "green"))
                    .deployment("other"));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
        }

        @Test
        void aLabelThatOnlyOneOwnerSelectsByIsNotOfTheFirstRank() {
            var repair = repair(Given.manifests()
                    .deployment("own-blue", draft -> draft.matchLabel(NAME, "own"))
                    .deployment("own-green", draft -> draft.label(NAME, "own"))
                    .deployment("other"));

            assertThat(repair.stability()).isEqualTo(2);
        }

        @Test
        void aLabelThatAnOldRevisionOrALivePodLacksIsNotUsed() {
            var oldRevision = Given.cluster()
                    .deployment("own", draft -> draft.label(NAME, "own").label("app", "own"))
                    .workload(
                            "ReplicaSet",
                            "own-1",
                            draft -> draft.label("app", "own").controlledBy("Deployment", "own"))
                    .deployment("other");
            var livePod = Given.cluster()
                    .deployment("own", draft -> draft.label(NAME, "own").label("app", "own"))
                    .pod(
                            "own-x",
                            draft -> draft.label("control-plane", "controller-manager")
                                    .label("app", "own")
                                    .controlledBy("Deployment", "own"))
                    .deployment("other");

            assertThat(repair(oldRevision).addLabels()).isEqualTo(LabelSet.of("app", "own"));
            assertThat(repair(livePod).addLabels()).isEqualTo(LabelSet.of("app", "own"));
        }

        @Test
        void aRevisionWithoutPodsAndAPodThatIsNotSelectedDoNotHinder() {
            var repair = repair(Given.cluster()
                    .deployment("own", draft -> draft.label(NAME, "own"))
                    .workload("ReplicaSet", "own-1", draft -> draft.replicas(0).controlledBy("Deployment", "own"))
                    .pod("own-x", draft -> draft.label("other", "label").controlledBy("Deployment", "own"))
                    .deployment("other"));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
        }

        @Test
        void aLabelOfOursThatIsOnItsWayToThePodsIsChosenAgain() {
            var repair = repair(Given.cluster()
                    .deployment("own", draft -> draft.labelledByUs(NAME, "own"))
                    .pod(
                            "own-x",
                            draft -> draft.label("control-plane", "controller-manager")
                                    .controlledBy("Deployment", "own"))
                    .deployment("other"));

            assertThat(repair.kind()).isEqualTo(RepairKind.LABEL_THEN_NARROW);
            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
        }

        @Test
        void aLabelOnPodsOnlyIsNeverUsed() {
            var repair = repair(Given.cluster()
                    .deployment("own")
                    .pod(
                            "own-x",
                            draft -> draft.label("control-plane", "controller-manager")
                                    .label(NAME, "own")
                                    .controlledBy("Deployment", "own"))
                    .deployment("other"));

            assertThat(repair.kind()).isEqualTo(RepairKind.LABEL_THEN_NARROW);
            assertThat(repair.addLabels().value(NAME)).isEmpty();
        }

        @Test
        void everyTemplateAndPodOfTheOthersIsExcluded() {
            var repair = repair(Given.cluster()
                    .deployment("own", draft -> draft.label(NAME, "own").label("app", "own"))
                    .deployment("other")
                    .pod(
                            "other-x",
                            draft -> draft.label("control-plane", "controller-manager")
                                    .label(NAME, "own")
                                    .controlledBy("Deployment", "other")));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of("app", "own"));
        }

        @Test
        void labelsOfOthersThatTheServiceDoesNotSelectDoNotMatter() {
            var repair = repair(Given.cluster()
                    .deployment("own", draft -> draft.label(NAME, "own").label("app", "own"))
                    .deployment("other")
                    .pod("other-x", draft -> draft.label(NAME, "own").controlledBy("Deployment", "other")));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
        }

        @Test
        void deniedLabelsAreNeverUsedEvenIfPreferred() {
            var repair = repair(
                    Given.manifests()
                            .deployment(
                                    "own",
                                    draft -> draft.label("app.kubernetes.io/version", "one")
                                            .label("app", "v1.2.3"))
                            .deployment("other"),
                    List.of("app.kubernetes.io/version"));

            assertThat(repair.kind()).isEqualTo(RepairKind.LABEL_THEN_NARROW);
            assertThat(repair.addLabels().value("app.kubernetes.io/version")).isEmpty();
        }

        @Test
        void onlySoManyLabelsAreTried() {
            var given = Given.manifests()
                    .deployment("own", draft -> {
                        for (var i = 10; i < 10 + CandidateLabels.LIMIT; i++) {
                            draft.label("a" + i, "1");
                        }
                        return draft.label("b", "1");
                    })
                    .deployment("other", draft -> {
                        for (var i = 10; i < 10 + CandidateLabels.LIMIT; i++) {
                            draft.label("a" + i, "1");
                        }
                        return draft;
                    });

            assertThat(repair(given).kind()).isEqualTo(RepairKind.LABEL_THEN_NARROW);
        }
    }

    @Nested
    class ByANewLabel {

        @Test
        void theTemplateGetsTheFirstKeyThatItLacks() {
            var repair = repair(Given.manifests()
                    .deployment("own-controller-manager", draft -> draft.label(NAME, "same"))
                    .deployment("other", draft -> draft.label(NAME, "same")));

            assertThat(repair.kind()).isEqualTo(RepairKind.LABEL_THEN_NARROW);
            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(INSTANCE, "own"));
            assertThat(repair.templateLabels())
                    .isEqualTo(Map.of("Deployment/own-controller-manager", LabelSet.of(INSTANCE, "own")));
            assertThat(repair.stability()).isEqualTo(2);
        }

        @Test
        void severalOwnersGetTheNameOfTheService() {
            var repair = repair(Given.manifests()
                    .deployment("own-blue")
                    .deployment("own-green")
                    .deployment("other"));

            assertThat(repair.templateLabels())
                    .isEqualTo(Map.of(
                            "Deployment/own-blue", LabelSet.of(NAME, "gate"),
                            "Deployment/own-green", LabelSet.of(NAME, "gate")));
        }

        @Test
        void aValueThatAnotherWorkloadCarriesIsPassedOver() {
            var repair =
                    repair(Given.manifests().deployment("own").deployment("other", draft -> draft.label(NAME, "own")));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "gate"));
        }

        @Test
        void aLabelThatAnotherServiceSelectsByIsPassedOver() {
            var repair = repair(Given.manifests()
                    .deployment("own")
                    .deployment("other")
                    .service("metrics", draft -> draft.selects(NAME, "own")));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "gate"));
        }

        @Test
        void aServiceThatSelectsTheOwnerAlreadyDoesNotMatter() {
            var repair = repair(Given.manifests()
                    .deployment("own", draft -> draft.label("app", "x"))
                    .deployment("other", draft -> draft.label("app", "x"))
                    .service("metrics", draft -> draft.selects("app", "x")));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
        }

        @Test
        void aKeyOfTheImmutableSelectorIsNeverChanged() {
            var repair = repair(Given.manifests()
                    .deployment("own", draft -> draft.matchLabel(NAME, "x").without(NAME))
                    .deployment("other"));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(INSTANCE, "own"));
        }

        @Test
        void aNameThatIsNoLabelValueIsPassedOver() {
            var longName = "own" + "x".repeat(61);

            var repair = repair(Given.manifests().deployment(longName).deployment("other"));

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "gate"));
        }

        @Test
        void aNameThatLooksLikeAHashIsPassedOver() {
            var repair = repair(
                    Given.manifests().deployment("own").deployment("other"), Policy.DEFAULT_LABEL_KEYS, "deadbeef");

            assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
        }

        @Test
        void whereEveryKeyIsTakenOnlyOtherNamespacesHelp() {
            var repair = repair(Given.manifests()
                    .deployment("own", RepairChoiceTest::full)
                    .deployment("other", RepairChoiceTest::full));

            assertThat(repair.kind()).isEqualTo(RepairKind.SEPARATE_NAMESPACES);
            assertThat(repair.addLabels()).isEqualTo(LabelSet.EMPTY);
            assertThat(repair.templateLabels()).isEmpty();
        }
    }

    private static WorkloadDraft full(WorkloadDraft draft) {
        return draft.label(NAME, "x")
                .label(INSTANCE, "x")
                .label(COMPONENT, "x")
                .label("app.kubernetes.io/part-of", "x");
    }

    private static Repair repair(Given given) {
        return repair(given, Policy.DEFAULT_LABEL_KEYS);
    }

    private static Repair repair(Given given, List<String> labelKeys) {
        return repair(given, labelKeys, "gate-webhook-service");
    }

    private static Repair repair(Given given, List<String> labelKeys, String serviceName) {
        var snapshot = given.webhookService(serviceName).snapshot();
        var service = snapshot.services().stream()
                .filter(each -> each.key().name().equals(serviceName))
                .findFirst()
                .orElseThrow();
        var units = Units.of(snapshot).in("ns");
        return new RepairChoice(labelKeys, snapshot.services())
                .choose(service, owners(units, true), owners(units, false));
    }

    private static List<Unit> owners(List<Unit> units, boolean wanted) {
        return units.stream()
                .filter(unit -> unit.key().name().startsWith("own") == wanted)
                .toList();
    }
}
