package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.at;
import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.ServicePlans.NAME;
import static io.webhookisolation.report.ServicePlans.contested;
import static io.webhookisolation.report.ServicePlans.isolated;
import static io.webhookisolation.report.ServicePlans.narrow;
import static io.webhookisolation.report.ServicePlans.overlapping;
import static io.webhookisolation.report.ServicePlans.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus.ContestStatus;
import io.webhookisolation.model.Contest;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.StepResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContestReportTest {

    private static final Contest SECOND = new Contest("rival", 2, NOON.minusSeconds(60), NOON, Optional.empty());
    private static final Contest THIRD =
            new Contest("rival", 3, NOON.minusSeconds(60), NOON, Optional.of(NOON.plusSeconds(300)));

    private final PolicyStatus second =
            evaluation().with(contested("lws", SECOND)).status();
    private final PolicyStatus third =
            evaluation().with(contested("lws", THIRD)).after(second);

    @Test
    void aRowSaysWhoHowOftenAndUntilWhen() {
        assertThat(rows(third))
                .extracting(ServiceStatus::contest)
                .containsExactly(new ContestStatus(
                        "rival", 3, "2026-11-23T11:59:00Z", "2026-11-23T12:00:00Z", "2026-11-23T12:05:00Z"));
    }

    @Test
    void theSuggestionStaysWhileWeStandDown() {
        assertThat(rows(third).getFirst().selector())
                .isNotNull()
                .extracting(ServiceStatus.SelectorStatus::suggested)
                .isEqualTo(Map.of("control-plane", "controller-manager", "app.kubernetes.io/name", "lws"));
    }

    @Test
    void theConditionIsAbsentBeforeWeStandDown() {
        assertThat(condition(second)).isEmpty();
        assertThat(condition(third)).hasValueSatisfying(contested -> {
            assertThat(contested.getStatus()).isEqualTo("True");
            assertThat(contested.getReason()).isEqualTo("SelectorReverted");
            assertThat(contested.getMessage())
                    .isEqualTo("lws: rival took our keys off its selector 3 times since 2026-11-23T11:59:00Z,"
                            + " so it is left alone until 2026-11-23T12:05:00Z and then tried again");
        });
        assertThat(third.summary()).isNotNull().extracting("contested").isEqualTo(1);
    }

    @Test
    void theConditionGoesWhenTheNextTryHasStoodAsLong() {
        assertThat(condition(later(NOON.plusSeconds(599)))).isPresent();
        assertThat(condition(later(NOON.plusSeconds(600)))).isEmpty();
    }

    private PolicyStatus later(Instant now) {
        return at(now).with(isolated("lws").with(Optional.of(THIRD))).after(third);
    }

    @Test
    void oneEventIsSentHoweverOftenWeStandDown() {
        var fourth = new Contest("other", 4, NOON.minusSeconds(60), NOON, Optional.of(NOON.plusSeconds(600)));

        assertThat(conflicts(SECOND, StatusReport.NONE)).isZero();
        assertThat(conflicts(THIRD, second)).isEqualTo(1);
        assertThat(conflicts(fourth, third)).isZero();
    }

    private static long conflicts(Contest contest, PolicyStatus previous) {
        var sample = evaluation().with(contested("lws", contest));
        return Notices.of(sample.build(), previous, sample.after(previous)).stream()
                .filter(notice -> notice.reason() == EventReason.MANAGER_CONFLICT)
                .count();
    }

    @Test
    void eachRevertIsCountedOnce() {
        assertThat(ContestReport.reverts(StatusReport.NONE, second)).containsExactly("rival");
        assertThat(ContestReport.reverts(second, third)).containsExactly("rival");
        assertThat(ContestReport.reverts(third, third)).isEmpty();
        assertThat(ContestReport.reverts(third, StatusReport.NONE)).isEmpty();
    }

    @Test
    void whatTheStatusSaysIsReadBack() {
        var narrowed = evaluation()
                .with(overlapping("lws", SelectorState.APPLIED).with(Optional.of(THIRD)))
                .outcome(narrow("lws"), new StepResult.Done("8", ""))
                .status();

        assertThat(Memories.of(narrowed, "operators", 1))
                .containsExactly(Map.entry(reference("lws"), new Memory(NAME, Optional.empty(), Optional.of(THIRD))));
        assertThat(Memories.of(third, "operators", 1))
                .containsExactly(
                        Map.entry(reference("lws"), new Memory(LabelSet.EMPTY, Optional.empty(), Optional.of(THIRD))));
    }

    @Test
    void anotherSpecStartsAnew() {
        var waiting = StatusReport.progressing(List.of(), 2, third, NOON);

        assertThat(Memories.of(third, "operators", 2)).isEmpty();
        assertThat(Memories.of(waiting, "operators", 2)).isEmpty();
    }

    private static List<ServiceStatus> rows(PolicyStatus status) {
        return Present.list(status.services());
    }

    private static Optional<Condition> condition(PolicyStatus status) {
        return ConditionSet.previous(status, ConditionType.CONTESTED);
    }
}
