package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NAME;
import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.backingOff;
import static io.webhookisolation.report.Sample.conflicting;
import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.Sample.isolated;
import static io.webhookisolation.report.Sample.narrow;
import static io.webhookisolation.report.Sample.overlapping;
import static io.webhookisolation.report.Sample.plan;
import static io.webhookisolation.report.Sample.reference;
import static io.webhookisolation.report.Sample.restore;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.api.v1alpha1.StatusSummary;
import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.StepResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusReportTest {

    private static final Refusal TOO_FEW = new Refusal(Predicate.P3, "one endpoint would stay, two must");

    @Test
    void findingsNeverMakeReadyFalse() {
        // given
        var sample = evaluation().with(overlapping("lws", SelectorState.AUDIT_MODE));

        // when
        var ready = condition(sample.status(), "Ready");

        // then
        assertThat(ready.getStatus()).isEqualTo("True");
        assertThat(ready.getReason()).isEqualTo("Evaluated");
        assertThat(ready.getMessage()).isEqualTo("Evaluated 1 webhook Service");
        assertThat(ready.getObservedGeneration()).isEqualTo(1);
    }

    @Test
    void inGoodTimesSaysReadyIsolatedAndAppliedInThisOrderAndNothingElse() {
        // given
        var sample = evaluation().with(isolated("a"));

        // when
        var status = sample.status();

        // then
        assertThat(status.conditions())
                .extracting(Condition::getType)
                .containsExactly("Ready", "Isolated", "SelectorsApplied");
        assertThat(status.conditions()).extracting(Condition::getStatus).containsOnly("True");
        assertThat(status.summary()).isEqualTo(new StatusSummary(1, 1, 0, 0, 0));
        assertThat(status.observedGeneration()).isEqualTo(1);
    }

    @Test
    void anEmptyScopeIsIsolated() {
        // when
        var status = evaluation().status();

        // then
        assertThat(condition(status, "Isolated").getStatus()).isEqualTo("True");
        assertThat(condition(status, "Isolated").getMessage()).isEqualTo("No webhook Service is in scope");
        assertThat(status.services()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "ISOLATED, True, Isolated",
        "EXTERNAL, Unknown, NoEndpoints",
        "SERVICE_NOT_FOUND, Unknown, NoEndpoints",
        "NO_ENDPOINTS, Unknown, NoEndpoints",
        "PROBE_UNAVAILABLE, Unknown, ProbeUnavailable",
        "OWNERSHIP_UNKNOWN, Unknown, OwnershipUnknown",
        "LATENT_OVERLAP, False, LatentOverlap",
        "NO_OWNER, False, NoOwner",
        "EFFECTIVE_OVERLAP, False, EffectiveOverlap",
        "SILENT_MISROUTE, False, SilentMisroute"
    })
    void theWorstClassWinsOverAllBetterOnes(ServiceClass worst, String status, String reason) {
        // given
        var order = List.of(
                ServiceClass.ISOLATED,
                ServiceClass.EXTERNAL,
                ServiceClass.SERVICE_NOT_FOUND,
                ServiceClass.NO_ENDPOINTS,
                ServiceClass.PROBE_UNAVAILABLE,
                ServiceClass.OWNERSHIP_UNKNOWN,
                ServiceClass.LATENT_OVERLAP,
                ServiceClass.NO_OWNER,
                ServiceClass.EFFECTIVE_OVERLAP,
                ServiceClass.SILENT_MISROUTE);
        var sample = evaluation();
        order.subList(0, order.indexOf(worst) + 1)
                .forEach(found -> sample.with(plan(found.reason(), found, SelectorState.ALREADY_NARROW)));

        // when
        var isolated = condition(sample.status(), "Isolated");

        // then
        assertThat(isolated.getStatus()).isEqualTo(status);
        assertThat(isolated.getReason()).isEqualTo(reason);
    }

    @Test
    void namesThreeServicesWorstFirstThenByNameAndCountsTheRest() {
        // given
        var sample = evaluation()
                .with(plan("a", ServiceClass.NO_ENDPOINTS, SelectorState.ALREADY_NARROW))
                .with(overlapping("d", SelectorState.AUDIT_MODE))
                .with(overlapping("c", SelectorState.AUDIT_MODE))
                .with(plan("b", ServiceClass.NO_OWNER, SelectorState.ALREADY_NARROW))
                .with(isolated("e"));

        // when
        var message = condition(sample.status(), "Isolated").getMessage();

        // then
        assertThat(message)
                .isEqualTo("4 of 5 webhook Services: c also reaches Deployment/kueue; d also reaches Deployment/kueue; "
                        + "nothing that b selects serves its name; and 1 more");
    }

    @ParameterizedTest
    @CsvSource({
        "ALREADY_NARROW, True",
        "APPLIED, True",
        "AUDIT_MODE, False",
        "NO_DISTINGUISHING_LABEL, False",
        "SIMULATION_REJECTED, False",
        "ROLLED_BACK, False",
        "MANAGED_ELSEWHERE, False",
        "REVERT_SKIPPED, False"
    })
    void theWorstSelectorStateWinsOverAllBetterOnes(SelectorState worst, String status) {
        // given
        var order = List.of(
                SelectorState.ALREADY_NARROW,
                SelectorState.APPLIED,
                SelectorState.AUDIT_MODE,
                SelectorState.NO_DISTINGUISHING_LABEL,
                SelectorState.SIMULATION_REJECTED,
                SelectorState.ROLLED_BACK,
                SelectorState.MANAGED_ELSEWHERE,
                SelectorState.REVERT_SKIPPED);
        var sample = evaluation();
        order.subList(0, order.indexOf(worst) + 1).forEach(state -> sample.with(overlapping(state.reason(), state)));

        // when
        var applied = condition(sample.status(), "SelectorsApplied");

        // then
        assertThat(applied.getStatus()).isEqualTo(status);
        assertThat(applied.getReason()).isEqualTo(worst.reason());
    }

    @Test
    void aTransitionTimeMovesOnlyWhenTheStatusDoes() {
        // given
        var first =
                evaluation().with(overlapping("lws", SelectorState.AUDIT_MODE)).status();
        var later = Sample.at(NOON.plusSeconds(60)).generation(2);

        // when
        var second = later.with(overlapping("lws", SelectorState.APPLIED)).after(first);

        // then
        assertThat(condition(second, "Isolated").getLastTransitionTime()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(condition(second, "Isolated").getObservedGeneration()).isEqualTo(2);
        assertThat(condition(second, "SelectorsApplied").getLastTransitionTime())
                .isEqualTo("2026-11-23T12:01:00Z");
    }

    @Test
    void sayingTheSameAgainGivesAnEqualStatus() {
        // given
        var first = evaluation()
                .with(overlapping("lws", SelectorState.SIMULATION_REJECTED, TOO_FEW))
                .probed("lws", NOON)
                .status();
        var later = NOON.plusSeconds(600);

        // when
        var second = Sample.at(later)
                .with(overlapping("lws", SelectorState.SIMULATION_REJECTED, TOO_FEW))
                .probed("lws", later)
                .after(first);

        // then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void theTimeOfTheEvidenceMovesOnceItIsAnHourOld() {
        // given
        var first = evaluation().with(isolated("lws")).probed("lws", NOON).status();
        var later = NOON.plusSeconds(3601);

        // when
        var second = Sample.at(later).with(isolated("lws")).probed("lws", later).after(first);

        // then
        assertThat(row(first).evidenceTime()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(row(second).evidenceTime()).isEqualTo("2026-11-23T13:00:01Z");
    }

    @Test
    void tellsOfOneServiceAllThatWasFoundAndWhatBlocksItsRepair() {
        // given
        var sample = evaluation().with(overlapping("lws", SelectorState.SIMULATION_REJECTED, TOO_FEW));

        // when
        var row = row(sample.status());

        // then
        assertThat(row.serviceClass()).isEqualTo("EffectiveOverlap");
        assertThat(row.owners()).containsExactly("Deployment/lws");
        assertThat(row.foreign()).containsExactly("Deployment/kueue");
        assertThat(row.evidence()).containsExactly("E1 -100: kueue was probed", "E1 +100: lws was probed");
        assertThat(selector(row).current()).isEqualTo(Map.of("control-plane", "controller-manager"));
        assertThat(selector(row).suggested())
                .isEqualTo(Map.of("control-plane", "controller-manager", "app.kubernetes.io/name", "lws"));
        assertThat(row.state()).isEqualTo("SimulationRejected");
        assertThat(row.blockedBy()).isEqualTo("P3 EnoughReadyEndpoints: one endpoint would stay, two must");
        assertThat(row.suggestion()).startsWith("kubectl patch service/lws");
        assertThat(sample.status().summary()).isEqualTo(new StatusSummary(1, 0, 1, 1, 0));
    }

    @Test
    void showsTheSelectorThatThisRunWroteAndSuggestsNothingMore() {
        // given
        var sample = evaluation()
                .with(overlapping("lws", SelectorState.APPLIED))
                .outcome(narrow("lws"), new StepResult.Done("8", ""));

        // when
        var row = row(sample.status());

        // then
        assertThat(selector(row).current()).containsAllEntriesOf(NAME.entries());
        assertThat(selector(row).suggested()).isNull();
        assertThat(row.suggestion()).isNull();
    }

    @Test
    void doesNotCallAppliedWhatTheApiServerRefused() {
        // given
        var sample = evaluation()
                .with(overlapping("lws", SelectorState.APPLIED))
                .outcome(narrow("lws"), new StepResult.Moved("the object has been modified"));

        // when
        var status = sample.status();

        // then
        assertThat(condition(status, "SelectorsApplied").getStatus()).isEqualTo("False");
        assertThat(row(status).blockedBy()).isEqualTo("the object has been modified");
        assertThat(selector(row(status)).suggested()).isNotNull();
    }

    @Test
    void stallsOnAMissingPermissionAndNamesVerbAndResource() {
        // given
        var sample = evaluation()
                .with(overlapping("lws", SelectorState.APPLIED))
                .outcome(narrow("lws"), new StepResult.Forbidden("patch", "services", "User x cannot"));

        // when
        var stalled = condition(sample.status(), "Stalled");

        // then
        assertThat(stalled.getStatus()).isEqualTo("True");
        assertThat(stalled.getReason()).isEqualTo("Forbidden");
        assertThat(stalled.getMessage()).isEqualTo("Missing permission: may not patch services: User x cannot");
    }

    @Test
    void stallsWhereOtherUsersOfAServiceMayNotBeRead() {
        // given
        var sample = evaluation()
                .with(overlapping("lws", SelectorState.SIMULATION_REJECTED))
                .unreadable("lws", new Gap("Ingress", true, "cannot list ingresses"));

        // when
        var stalled = condition(sample.status(), "Stalled");

        // then
        assertThat(stalled.getReason()).isEqualTo("Forbidden");
        assertThat(stalled.getMessage()).isEqualTo("Missing permission: cannot list ingresses");
    }

    @Test
    void aGapLeavesReadyAndAForbiddenOneStalls() {
        // given
        var sample = evaluation().gap(new Gap("Pod", true, "list pods is forbidden"));

        // when
        var status = sample.status();

        // then
        assertThat(condition(status, "Ready").getStatus()).isEqualTo("True");
        assertThat(condition(status, "Ready").getMessage())
                .isEqualTo("Evaluated 0 webhook Services, without Pod (list pods is forbidden)");
        assertThat(condition(status, "Stalled").getMessage()).isEqualTo("Missing permission: list pods is forbidden");
    }

    @Test
    void leavesServicesToTheOlderPolicyAndSaysSo() {
        // given
        var sample = evaluation().with(conflicting("lws", "operators/first")).with(isolated("mine"));

        // when
        var status = sample.status();

        // then
        assertThat(condition(status, "Stalled").getReason()).isEqualTo("ConflictingPolicy");
        assertThat(condition(status, "Stalled").getMessage())
                .isEqualTo("lws is already in the hands of policy operators/first");
        assertThat(status.services()).extracting(ServiceStatus::name).containsExactly("mine");
    }

    @Test
    void aSuspendedPolicyIsReadyAndSaysThatNothingIsWritten() {
        // when
        var ready = condition(evaluation().suspended().status(), "Ready");

        // then
        assertThat(ready.getReason()).isEqualTo("Suspended");
        assertThat(ready.getMessage()).isEqualTo("Suspended: nothing is written; evaluated 0 webhook Services");
    }

    @Test
    void anUnreadablePolicyIsStalledAndNothingElseIsKnown() {
        // given
        var previous = evaluation().with(isolated("a")).status();

        // when
        var status = StatusReport.invalid("operator Near is unknown", 3, previous, NOON);

        // then
        assertThat(status.conditions()).extracting(Condition::getType).containsExactly("Stalled");
        assertThat(condition(status, "Stalled").getReason()).isEqualTo("InvalidPolicy");
        assertThat(status.observedGeneration()).isEqualTo(3);
    }

    @Test
    void whileCachesFillTheConditionsOfTheLastGenerationStand() {
        // given
        var previous = evaluation().with(isolated("a")).status();

        // when
        var status = StatusReport.progressing(
                List.of(new Gap("Pod", false, "not read yet")), 2, previous, NOON.plusSeconds(5));

        // then
        assertThat(status.conditions())
                .extracting(Condition::getType)
                .containsExactly("Ready", "Reconciling", "Isolated", "SelectorsApplied");
        assertThat(condition(status, "Reconciling").getReason()).isEqualTo("Progressing");
        assertThat(condition(status, "Ready").getObservedGeneration()).isEqualTo(1);
        assertThat(status.observedGeneration()).isEqualTo(2);
    }

    @Test
    void remembersABackOffAndReadsItBack() {
        // given
        var until = NOON.plusSeconds(600);
        var status = evaluation().with(backingOff("lws", until)).status();

        // when
        var memories = Memories.of(status, "operators", 1);

        // then
        assertThat(memories)
                .containsExactly(Map.entry(
                        reference("lws"),
                        new Memory(
                                LabelSet.EMPTY,
                                Optional.of(new BackOff(RestoreCause.ROLLED_BACK, 2, until)),
                                Optional.empty())));
    }

    @Test
    void listsTwoHundredServicesAndNeverDropsABackOff() {
        // given
        var sample = evaluation().with(backingOff("zzz", NOON.plusSeconds(600)));
        IntStream.range(0, 250).forEach(i -> sample.with(isolated("s-%03d".formatted(i))));

        // when
        var status = sample.status();

        // then
        assertThat(status.services())
                .hasSize(200)
                .last()
                .extracting(ServiceStatus::name)
                .isEqualTo("zzz");
        assertThat(status.services()).extracting(ServiceStatus::name).isSorted();
        assertThat(status.servicesOmitted()).isEqualTo(51);
        assertThat(status.summary()).isEqualTo(new StatusSummary(251, 250, 1, 1, 0));
    }

    @Test
    void aRestoreThatFailedKeepsTheSelectorThatIsLive() {
        // given
        var sample = evaluation()
                .with(backingOff("lws", NOON.plusSeconds(600)))
                .outcome(restore("lws", RestoreCause.GUARD), new StepResult.Failed("busy", Optional.empty()));

        // when
        var row = row(sample.status());

        // then
        assertThat(row.state()).isEqualTo("RolledBack");
        assertThat(row.blockedBy()).isEqualTo("busy");
        assertThat(selector(row).current()).isEqualTo(Map.of("control-plane", "controller-manager"));
    }

    private static ServiceStatus.SelectorStatus selector(ServiceStatus row) {
        return Objects.requireNonNull(row.selector());
    }

    private static ServiceStatus row(PolicyStatus status) {
        return Present.list(status.services()).getFirst();
    }

    private static Condition condition(PolicyStatus status, String type) {
        return Present.list(status.conditions()).stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
