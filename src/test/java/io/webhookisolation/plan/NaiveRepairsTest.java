package io.webhookisolation.plan;

import static io.webhookisolation.plan.NaiveRepair.COPYING;
import static io.webhookisolation.plan.NaiveRepair.DOUBTING;
import static io.webhookisolation.plan.NaiveRepair.GUESSING;
import static io.webhookisolation.plan.NaiveRepair.HASTY;
import static io.webhookisolation.plan.NaiveRepair.IDLE;
import static io.webhookisolation.plan.NaiveRepair.LABELLING;
import static io.webhookisolation.plan.NaiveRepair.REPLACING;
import static io.webhookisolation.plan.NaiveRepair.STUBBORN;
import static io.webhookisolation.plan.NaiveRepair.SWEEPING;
import static io.webhookisolation.plan.NaiveRepair.TAGGING;
import static io.webhookisolation.plan.NaiveRepair.TIDYING;
import static io.webhookisolation.plan.NaiveRepair.TRUSTING;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookisolation.fixture.world.Worlds;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The controls: each promise is seen to be broken by a repair that somebody might well have written. */
class NaiveRepairsTest {

    private static final Map<String, List<NaiveRepair>> BROKEN_BY = Map.ofEntries(
            Map.entry("noPlanDropsAReadyOwnerEndpoint", List.of(COPYING, GUESSING, TRUSTING)),
            Map.entry("noPlanChangesOrRemovesAKeyThatIsNotOurs", List.of(REPLACING, SWEEPING)),
            Map.entry("noPlanProposesADeniedKey", List.of(TAGGING)),
            Map.entry("noPlanWritesWithAnUnknownInReach", List.of(TRUSTING)),
            Map.entry("aWriteLeavesNobodyButOwnersInReach", List.of(TRUSTING)),
            Map.entry("noPlanFightsAManagerUnasked", List.of(TRUSTING)),
            Map.entry("noPlanNarrowsWhileWeStandDown", List.of(TRUSTING)),
            Map.entry("everyRevertIsRemembered", List.of(IDLE)),
            Map.entry("threeRevertsAndNoFewerMakeUsStandDown", List.of(STUBBORN)),
            Map.entry("auditAndSuspendNeverNarrow", List.of(TRUSTING)),
            Map.entry("aPolicyThatLostAServiceNeverWritesToIt", List.of(TRUSTING)),
            Map.entry("theGuardFiresWheneverAServiceWouldBeEmpty", List.of(IDLE)),
            Map.entry("noPlanDependsOnTheOrderOfItsInput", List.of(HASTY)),
            Map.entry("whatIsWrittenIsNotTakenBackAtTheNextLook", List.of(DOUBTING)),
            Map.entry("onlyNewLabelsComeToTemplates", List.of(LABELLING)),
            Map.entry("noTemplateIsLabelledUnaskedOrUnproved", List.of(LABELLING)),
            Map.entry("aLabelBringsNoOtherService", List.of(LABELLING)),
            Map.entry("whatIsLabelledIsNarrowedAfterTheRollout", List.of(LABELLING)),
            Map.entry("noLabelIsTakenBackThatASelectorNeeds", List.of(TIDYING)),
            Map.entry("onlyOrdinaryServicesAreNarrowed", List.of(TRUSTING)),
            Map.entry("everyOwnersTemplateStaysInReach", List.of(GUESSING, TRUSTING)),
            Map.entry("noRollbackLosesALabelThatIsNotOurs", List.of(TRUSTING)),
            Map.entry("noPlanNarrowsDuringARollout", List.of(TRUSTING)),
            Map.entry("noPlanWritesAWorkloadTwice", List.of(LABELLING)));

    @Test
    void everyPromiseIsBrokenByOneAtLeastAndEveryNaiveRepairBreaksOne() {
        assertThat(BROKEN_BY.keySet()).isEqualTo(Promises.ALL.keySet());
        assertThat(BROKEN_BY.values()).doesNotContain(List.of());
        assertThat(BROKEN_BY.values().stream().flatMap(Collection::stream)).contains(NaiveRepair.values());
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("broken")
    void isBroken(String promise, NaiveRepair repair) {
        var worlds = Worlds.seenAs(repair::of, Planned::world);
        var statement = requireNonNull(Promises.ALL.get(promise));

        assertThatThrownBy(() -> worlds.holds(statement))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("smallest that fails")
                .hasCauseInstanceOf(AssertionError.class);
    }

    static Stream<Arguments> broken() {
        return BROKEN_BY.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(promise -> promise.getValue().stream().map(repair -> Arguments.of(promise.getKey(), repair)));
    }
}
