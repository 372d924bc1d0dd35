package io.webhookisolation.plan;

import java.util.Map;
import java.util.function.Consumer;

/** The promises of docs/concepts.md, by name; {@link NaiveRepairsTest} shows of each that it can be broken. */
final class Promises {

    static final Map<String, Consumer<Planned>> ALL = Map.ofEntries(
            Map.entry("noPlanDropsAReadyOwnerEndpoint", Invariants::noReadyOwnerEndpointIsDropped),
            Map.entry("noPlanChangesOrRemovesAKeyThatIsNotOurs", Invariants::onlyOurOwnKeysAreTouched),
            Map.entry("noPlanProposesADeniedKey", Invariants::noDeniedKeyIsProposed),
            Map.entry("noPlanWritesWithAnUnknownInReach", Invariants::nothingIsWrittenWithAnUnknownInReach),
            Map.entry("aWriteLeavesNobodyButOwnersInReach", Invariants::nobodyForeignIsLeftInReach),
            Map.entry("noPlanFightsAManagerUnasked", Invariants::nobodyIsFoughtUnasked),
            Map.entry("noPlanNarrowsWhileWeStandDown", ContestInvariants::nothingIsNarrowedWhileWeStandDown),
            Map.entry("everyRevertIsRemembered", ContestInvariants::everyRevertIsRemembered),
            Map.entry(
                    "threeRevertsAndNoFewerMakeUsStandDown",
                    ContestInvariants::whoeverRevertedOftenEnoughIsStoodDownFor),
            Map.entry("auditAndSuspendNeverNarrow", Invariants::onlyEnforcingPoliciesNarrow),
            Map.entry("aPolicyThatLostAServiceNeverWritesToIt", Invariants::onlyTheWinnerWrites),
            Map.entry("theGuardFiresWheneverAServiceWouldBeEmpty", Invariants::noServiceStaysEmptyBecauseOfUs),
            Map.entry("noPlanDependsOnTheOrderOfItsInput", Invariants::sameForAShuffledWorld),
            Map.entry("whatIsWrittenIsNotTakenBackAtTheNextLook", Invariants::quietAfterItsOwnWrites),
            Map.entry("onlyNewLabelsComeToTemplates", TemplateInvariants::onlyNewLabelsOfDeploymentsThatRollGently),
            Map.entry("noTemplateIsLabelledUnaskedOrUnproved", TemplateInvariants::nobodyButAskedForAndProved),
            Map.entry("aLabelBringsNoOtherService", TemplateInvariants::noOtherServiceBeginsToMatch),
            Map.entry(
                    "whatIsLabelledIsNarrowedAfterTheRollout",
                    TemplateInvariants::whatIsLabelledIsNarrowedAfterTheRollout),
            Map.entry("noLabelIsTakenBackThatASelectorNeeds", TemplateInvariants::noLabelIsTakenBackThatASelectorNeeds),
            Map.entry("onlyOrdinaryServicesAreNarrowed", ReachInvariants::onlyOrdinaryServicesAreNarrowed),
            Map.entry("everyOwnersTemplateStaysInReach", ReachInvariants::everyOwnersTemplateStaysInReach),
            Map.entry("noRollbackLosesALabelThatIsNotOurs", ReachInvariants::noRollbackLosesALabelThatIsNotOurs),
            Map.entry("noPlanNarrowsDuringARollout", ReachInvariants::noRolloutIsInProgress),
            Map.entry("noPlanWritesAWorkloadTwice", ReachInvariants::noWorkloadIsWrittenTwiceInOnePlan));

    private Promises() {}
}
