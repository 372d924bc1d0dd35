package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.property.Dice;
import io.webhookisolation.fixture.property.Property;
import io.webhookisolation.fixture.world.Worlds;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The promises of docs/concepts.md, on thousands of worlds; a failure shows the smallest world that breaks one. */
class PlannerPropertiesTest {

    private static final int ENOUGH_WORLDS = 1_000;

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
                        Map.entry("auditAndSuspendNeverNarrow", Invariants::onlyEnforcingPoliciesNarrow),
                        Map.entry("aPolicyThatLostAServiceNeverWritesToIt", Invariants::onlyTheWinnerWrites),
                        Map.entry(
                                "theGuardFiresWheneverAServiceWouldBeEmpty",
                                Invariants::noServiceStaysEmptyBecauseOfUs),
                        Map.entry("noPlanDependsOnTheOrderOfItsInput", PlannerPropertiesTest::sameForAShuffledWorld),
                        Map.entry(
                                "whatIsWrittenIsNotTakenBackAtTheNextLook",
                                PlannerPropertiesTest::quietAfterItsOwnWrites),
                        Map.entry("(counting what happens)", happenings::count)));
        return Property.worlds() < ENOUGH_WORLDS
                ? promises
                : Stream.concat(
                        promises,
                        Stream.of(DynamicTest.dynamicTest(
                                "aFifthOfTheWorldsOverlapAndEveryPredicateAndStepOccurs", happenings::areManifold)));
    }

    private static void sameForAShuffledWorld(Planned planned) {
        var world = planned.world();

        var shuffled = Worlds.shuffled(world, new Dice(world.snapshot().pods().size()));

        assertThat(Planned.of(shuffled).plan()).isEqualTo(planned.plan());
    }

    private static void quietAfterItsOwnWrites(Planned planned) {
        planned.narrowings().forEach(step -> {
            var later = Planned.of(Sequel.of(planned.world(), step));

            assertThat(later.plan().steps())
                    .filteredOn(next -> next.service().equals(step.service()))
                    .isEmpty();
        });
    }
}
