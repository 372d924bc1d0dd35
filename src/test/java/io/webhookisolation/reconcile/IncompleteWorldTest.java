package io.webhookisolation.reconcile;

import static io.webhookisolation.reconcile.FoundingCase.NOW;
import static io.webhookisolation.reconcile.Subjects.auditing;
import static io.webhookisolation.reconcile.Subjects.enforcing;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.Gap;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What a cycle says before everything was read and probed. */
class IncompleteWorldTest {

    private final Recorder recorder = new Recorder();
    private final PolicyCycle cycle = recorder.cycle(InstantSource.fixed(NOW));

    @Test
    void waitsForTheCachesBeforeTheFirstEvaluationOfAGeneration() {
        // given
        recorder.snapshot =
                new FoundingCase().gap(new Gap("Pod", false, "not read yet")).snapshot();

        // when
        cycle.run(enforcing());

        // then
        assertThat(recorder.log).containsExactly("progressing");
    }

    @Test
    void aRestartWaitsForTheFirstProbesBeforeItSaysAnythingElse() {
        // given
        cycle.run(auditing());
        recorder.log.clear();
        recorder.snapshot = new FoundingCase().unprobed().snapshot();
        var restarted = recorder.cycle(InstantSource.fixed(NOW));

        // when
        restarted.run(auditing());

        // then
        assertThat(recorder.log).containsExactly("probe 3 targets");
    }

    @Test
    void whatCannotBeProbedIsReportedInTheEnd() {
        // given
        recorder.snapshot = new FoundingCase().unprobed().snapshot();
        var time = new SimulatedTime();
        var slow = recorder.cycle(time);

        // when
        slow.run(auditing());
        time.advance(Duration.ofSeconds(21));
        slow.run(auditing());

        // then
        assertThat(recorder.log).containsExactly("probe 3 targets", "progressing", "probe 3 targets", "report");
    }

    @Test
    void evaluatesWithAGapOnceTheGenerationWasEvaluatedButWritesNothing() {
        // given
        cycle.run(auditing());
        recorder.log.clear();
        recorder.snapshot = new FoundingCase()
                .gap(new Gap("Pod", false, "the watch stalls"))
                .snapshot();

        // when
        cycle.run(enforcing());

        // then
        assertThat(recorder.log).contains("report").noneMatch(entry -> entry.startsWith("narrow"));
    }
}
