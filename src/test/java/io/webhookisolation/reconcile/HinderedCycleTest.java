package io.webhookisolation.reconcile;

import static io.webhookisolation.reconcile.FoundingCase.NOW;
import static io.webhookisolation.reconcile.Subjects.auditing;
import static io.webhookisolation.reconcile.Subjects.enforcing;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Gap;
import io.webhookisolation.model.StepOutcome;
import io.webhookisolation.model.StepResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cycle does where the API server does not let it, and when it comes back. */
class HinderedCycleTest {

    private static final StepResult FORBIDDEN = new StepResult.Forbidden("patch", "services", "User x cannot");

    private static final Gap MISSING = new Gap("Service", true, "cannot patch services");

    private final Recorder recorder = new Recorder();
    private final PolicyCycle cycle = recorder.cycle(InstantSource.fixed(NOW));

    @Test
    void comesBackMoreAndMoreSlowlyWhileAPermissionIsMissing() {
        // given
        recorder.answerToSteps = FORBIDDEN;

        // when, then
        assertThat(cycle.run(enforcing())).isEqualTo(Duration.ofSeconds(5));
        assertThat(cycle.run(enforcing())).isEqualTo(Duration.ofSeconds(10));
        assertThat(cycle.run(enforcing())).isEqualTo(Duration.ofSeconds(20));
        for (var more = 0; more < 60; more++) {
            cycle.run(enforcing());
        }
        assertThat(cycle.run(enforcing())).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void narrowsNothingWhileAPermissionIsMissingAlthoughNobodyKnewOfItBefore() {
        // given
        recorder.missingNow = List.of(MISSING);

        // when
        var next = cycle.run(enforcing());

        // then
        assertThat(recorder.log).contains("report").noneMatch(entry -> entry.startsWith("narrow"));
        assertThat(recorder.evaluations.getFirst().missing()).containsExactly(MISSING);
        assertThat(recorder.evaluations.getFirst().outcomes())
                .extracting(StepOutcome::result)
                .containsExactly(new StepResult.Withheld(MISSING.detail()));
        assertThat(next).isEqualTo(Pace.FIRST_RETRY);
    }

    @Test
    void tellsOfAMissingPermissionAlsoWhenThereIsNothingToWrite() {
        // given
        recorder.missing = List.of(MISSING);

        // when
        cycle.run(auditing());

        // then
        assertThat(recorder.evaluations.getFirst().missing()).containsExactly(MISSING);
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "5, 5", "60, 60"})
    void comesBackNoSoonerThanABusyApiServerAsks(long asked, long waited) {
        // given
        recorder.answerToSteps = new StepResult.Failed("busy", Optional.of(Duration.ofSeconds(asked)));

        // when
        var next = cycle.run(enforcing());

        // then
        assertThat(next).isEqualTo(Duration.ofSeconds(waited));
    }

    @Test
    void aForbiddenKindIsReportedAtOnce() {
        // given
        recorder.snapshot = new FoundingCase()
                .gap(new Gap("Pod", true, "may not list pods"))
                .snapshot();

        // when
        cycle.run(enforcing());

        // then
        assertThat(recorder.log).contains("report");
        assertThat(recorder.evaluations.getFirst().snapshot().gaps()).hasSize(1);
    }

    @Test
    void comesBackSoonWhenTheServiceMoved() {
        // given
        recorder.answerToSteps = new StepResult.Moved("it moved");

        // when
        var next = cycle.run(enforcing());

        // then
        assertThat(next).isEqualTo(Pace.SOON);
        assertThat(recorder.evaluations.getFirst().outcomes())
                .extracting(StepOutcome::result)
                .containsExactly(recorder.answerToSteps);
    }
}
