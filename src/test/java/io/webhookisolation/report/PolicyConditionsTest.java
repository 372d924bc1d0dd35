package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.ServicePlans.conflicting;
import static io.webhookisolation.report.ServicePlans.isolated;
import static io.webhookisolation.report.ServicePlans.narrow;
import static io.webhookisolation.report.ServicePlans.overlapping;
import static io.webhookisolation.report.Shown.condition;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.StepResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether the policy itself was understood, and could be evaluated. */
class PolicyConditionsTest {

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
}
