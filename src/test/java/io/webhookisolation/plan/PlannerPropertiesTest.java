package io.webhookisolation.plan;

import io.webhookisolation.fixture.property.Property;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The promises of docs/concepts.md, on thousands of worlds; a failure shows the smallest world that breaks one. */
class PlannerPropertiesTest {

    private static final int ENOUGH_WORLDS = 2_000;

    @TestFactory
    Stream<DynamicTest> ofEveryWorld() {
        var happenings = new Happenings();
        var promises = Planned.property()
                .tests(Map.<String, Consumer<Planned>>ofEntries(
                        Map.entry("noPlanDropsAReadyOwnerEndpoint", Invariants::noReadyOwnerEndpointIsDropped),
                        Map.entry("noPlanChangesOrRemovesAKeyThatIsNotOurs", Invariants::onlyOurOwnKeysAreTouched),
                        Map.entry("noPlanProposesADeniedKey", Invariants::noDeniedKeyIsProposed),
                        Map.entry("noPlanWritesWithAnUnknownInReach", Invariants::nothingIsWrittenWithAnUnknownInReach),
                        Map.entry("aWriteLeavesNobodyButOwnersInReach", Invariants::nobodyForeignIsLeftInReach),
                        Map.entry("noPlanFightsAManagerUnasked", Invariants::nobodyIsFoughtUnasked),
                        Map.entry(
                                "noPlanNarrowsWhileWeStandDown", ContestInvariants::nothingIsNarrowedWhileWeStandDown),
                        Map.entry("everyRevertIsRemembered", ContestInvariants::everyRevertIsRemembered),
                        Map.entry(
                                "threeRevertsAndNoFewerMakeUsStandDown",
                                ContestInvariants::whoeverRevertedOftenEnoughIsStoodDownFor),
                        Map.entry("auditAndSuspendNeverNarrow", Invariants::onlyEnforcingPoliciesNarrow),
                        Map.entry("aPolicyThatLostAServiceNeverWritesToIt", Invariants::onlyTheWinnerWrites),
                        Map.entry(
                                "theGuardFiresWheneverAServiceWouldBeEmpty",
                                Invariants::noServiceStaysEmptyBecauseOfUs),
                        Map.entry("noPlanDependsOnTheOrderOfItsInput", Invariants::sameForAShuffledWorld),
                        Map.entry("whatIsWrittenIsNotTakenBackAtTheNextLook", Invariants::quietAfterItsOwnWrites),
                        Map.entry(
                                "onlyNewLabelsComeToTemplates",
                                TemplateInvariants::onlyNewLabelsOfDeploymentsThatRollGently),
                        Map.entry(
                                "noTemplateIsLabelledUnaskedOrUnproved",
                                TemplateInvariants::nobodyButAskedForAndProved),
                        Map.entry("aLabelBringsNoOtherService", TemplateInvariants::noOtherServiceBeginsToMatch),
                        Map.entry(
                                "whatIsLabelledIsNarrowedAfterTheRollout",
                                TemplateInvariants::whatIsLabelledIsNarrowedAfterTheRollout),
                        Map.entry(
                                "noLabelIsTakenBackThatASelectorNeeds",
                                TemplateInvariants::noLabelIsTakenBackThatASelectorNeeds),
                        Map.entry("onlyOrdinaryServicesAreNarrowed", ReachInvariants::onlyOrdinaryServicesAreNarrowed),
                        Map.entry("everyOwnersTemplateStaysInReach", ReachInvariants::everyOwnersTemplateStaysInReach),
                        Map.entry(
                                "noRollbackLosesALabelThatIsNotOurs",
                                ReachInvariants::noRollbackLosesALabelThatIsNotOurs),
                        Map.entry("noPlanNarrowsDuringARollout", ReachInvariants::noRolloutIsInProgress),
                        Map.entry("noPlanWritesAWorkloadTwice", ReachInvariants::noWorkloadIsWrittenTwiceInOnePlan),
                        Map.entry("(counting what happens)", happenings::count)));
        return Property.worlds() < ENOUGH_WORLDS
                ? promises
                : Stream.concat(
                        promises,
                        Stream.of(DynamicTest.dynamicTest(
                                "aFifthOfTheWorldsOverlapAndEveryShapePredicateAndStepOccurs",
                                happenings::areManifold)));
    }
}
