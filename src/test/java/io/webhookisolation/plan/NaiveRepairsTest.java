package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookisolation.fixture.world.Worlds;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Plan;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The controls: each promise is seen to be broken by a repair that somebody might well have written. */
class NaiveRepairsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    /** A repair tool: the step that it takes for a webhook Service, if any. */
    private interface Tool extends BiFunction<ServiceVerdict, Service, Optional<Step>> {}

    @Test
    void copyingTheServicesOwnLabelsDropsOwners() {
        Tool copying = (verdict, service) -> narrow(service, service.labels());

        assertBroken(Invariants::noReadyOwnerEndpointIsDropped, copying);
    }

    @Test
    void appendingTheNameThatEveryoneExpectsDropsOwners() {
        Tool guessing = (verdict, service) -> narrow(
                service,
                LabelSet.of("app.kubernetes.io/name", service.key().name().replace("-webhook", "")));

        assertBroken(Invariants::noReadyOwnerEndpointIsDropped, guessing);
    }

    @Test
    void addingTheTagOfTheReleaseProposesADeniedKey() {
        Tool tagging = (verdict, service) -> narrow(service, LabelSet.of("app.kubernetes.io/version", "1.2.3"));

        assertBroken(Invariants::noDeniedKeyIsProposed, tagging);
    }

    @Test
    void replacingTheSelectorChangesWhatIsNotOurs() {
        Tool replacing = (verdict, service) -> narrow(service, service.selector());

        assertBroken(Invariants::onlyOurOwnKeysAreTouched, replacing);
    }

    @Test
    void writingEveryProposalUnseenBreaksNearlyAllPromises() {
        Tool trusting = (verdict, service) -> narrow(service, verdict.repair().addLabels());

        assertBroken(Invariants::nothingIsWrittenWithAnUnknownInReach, trusting);
        assertBroken(Invariants::noReadyOwnerEndpointIsDropped, trusting);
        assertBroken(Invariants::nobodyForeignIsLeftInReach, trusting);
        assertBroken(Invariants::onlyEnforcingPoliciesNarrow, trusting);
        assertBroken(Invariants::onlyTheWinnerWrites, trusting);
        assertBroken(Invariants::quietAfterItsOwnWrites, trusting);
    }

    @Test
    void restoringMoreThanOurKeysTakesForeignOnesAway() {
        Tool sweeping = (verdict, service) -> service.applied()
                .map(record -> Upkeep.restore(service, service.selector(), RestoreCause.GUARD, "sweeping"));

        assertBroken(Invariants::onlyOurOwnKeysAreTouched, sweeping);
    }

    @Test
    void standingByLeavesAServiceEmpty() {
        Tool idle = (verdict, service) -> Optional.empty();

        assertBroken(Invariants::noServiceStaysEmptyBecauseOfUs, idle);
    }

    private static void assertBroken(Consumer<Planned> promise, Tool tool) {
        var worlds = Worlds.seenAs(
                world -> {
                    var real = Planned.of(world);
                    return new Planned(world, real.analysis(), plan(real, tool));
                },
                Planned::world);

        assertThatThrownBy(() -> worlds.holds(promise))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("smallest that fails");
    }

    private static Plan plan(Planned real, Tool tool) {
        return new Plan(real.analysis().services().stream()
                .filter(verdict -> verdict.service().isPresent())
                .map(verdict ->
                        plan(verdict, tool.apply(verdict, verdict.service().orElseThrow())))
                .toList());
    }

    private static ServicePlan plan(ServiceVerdict verdict, Optional<Step> step) {
        return new ServicePlan(
                verdict,
                SelectorState.APPLIED,
                step.stream().toList(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<Step> narrow(Service service, LabelSet add) {
        return add.isEmpty()
                ? Optional.empty()
                : Optional.of(new Step.NarrowSelector(
                        service.reference(),
                        service.uid(),
                        service.resourceVersion(),
                        service.selector(),
                        add,
                        new AppliedRecord(add, "", NOW, "operators/naive"),
                        "naive"));
    }
}
