package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.property.Dice;
import io.webhookisolation.fixture.world.Worlds;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The promises of docs/concepts.md, each on thousands of worlds; a failure shows the smallest world that breaks it. */
class PlannerPropertiesTest {

    @Test
    void noPlanDropsAReadyOwnerEndpoint() {
        everyPlan(Invariants::noReadyOwnerEndpointIsDropped);
    }

    @Test
    void noPlanChangesOrRemovesAKeyThatIsNotOurs() {
        everyPlan(Invariants::onlyOurOwnKeysAreTouched);
    }

    @Test
    void noPlanProposesADeniedKey() {
        everyPlan(Invariants::noDeniedKeyIsProposed);
    }

    @Test
    void noPlanWritesWithAnUnknownInReach() {
        everyPlan(Invariants::nothingIsWrittenWithAnUnknownInReach);
    }

    @Test
    void aWriteLeavesNobodyButOwnersInReach() {
        everyPlan(Invariants::nobodyForeignIsLeftInReach);
    }

    @Test
    void auditAndSuspendNeverNarrow() {
        everyPlan(Invariants::onlyEnforcingPoliciesNarrow);
    }

    @Test
    void aPolicyThatLostAServiceNeverWritesToIt() {
        everyPlan(Invariants::onlyTheWinnerWrites);
    }

    @Test
    void theGuardFiresWheneverAServiceWouldBeEmpty() {
        everyPlan(Invariants::noServiceStaysEmptyBecauseOfUs);
    }

    @Test
    void noPlanDependsOnTheOrderOfItsInput() {
        Worlds.property().holdsFor(world -> {
            var shuffled = Worlds.shuffled(world, new Dice(world.hashCode()));

            assertThat(Planned.of(shuffled).plan()).isEqualTo(Planned.of(world).plan());
        });
    }

    @Test
    void whatIsWrittenIsNotTakenBackAtTheNextLook() {
        everyPlan(planned -> planned.narrowings().forEach(step -> {
            var later = Planned.of(Sequel.of(planned.world(), step));

            assertThat(later.plan().steps())
                    .filteredOn(next -> next.service().equals(step.service()))
                    .isEmpty();
        }));
    }

    private static void everyPlan(Consumer<Planned> check) {
        Worlds.property().holdsFor(world -> check.accept(Planned.of(world)));
    }
}
