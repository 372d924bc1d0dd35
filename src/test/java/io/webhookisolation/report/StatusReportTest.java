package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.ServicePlans.isolated;
import static io.webhookisolation.report.ServicePlans.narrow;
import static io.webhookisolation.report.ServicePlans.overlapping;
import static io.webhookisolation.report.ServicePlans.plan;
import static io.webhookisolation.report.Shown.condition;
import static io.webhookisolation.report.Shown.row;
import static io.webhookisolation.report.Shown.selector;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.webhookisolation.api.v1alpha1.StatusSummary;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.StepResult;
import java.util.List;
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
}
