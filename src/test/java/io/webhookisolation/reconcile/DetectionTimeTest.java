package io.webhookisolation.reconcile;

import static io.webhookisolation.reconcile.FoundingCase.NOW;
import static io.webhookisolation.reconcile.Subjects.auditing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** How long it took from a change to the report of what it means. */
class DetectionTimeTest {

    private final Recorder recorder = new Recorder();
    private final Detections detections = new Detections();
    private final PolicyCycle cycle = recorder.cycle(detections, InstantSource.fixed(NOW));

    @Test
    void measuresFromTheOldestChangeThatWasNotToldOf() {
        // given
        detections.noticed("operators/webhooks", NOW.minusSeconds(3));
        detections.noticed("operators/webhooks", NOW.minusSeconds(1));

        // when
        cycle.run(auditing());
        cycle.run(auditing());

        // then
        assertThat(recorder.log).containsOnlyOnce("reported after PT3S");
    }

    @Test
    void aChangeThatMakesNoNewsIsNotMeasured() {
        // given
        cycle.run(auditing());
        detections.noticed("operators/webhooks", NOW.minusSeconds(3));

        // when
        cycle.run(auditing());

        // then
        assertThat(recorder.log).doesNotContain("reported after PT3S");
    }

    @Test
    void comesBackMoreAndMoreSlowlyWhileSomebodyElseWritesTheStatusAndTellsLaterWhatItNoticed() {
        // given
        recorder.overtaken = true;
        detections.noticed("operators/webhooks", NOW.minusSeconds(3));

        // when, then
        assertThat(cycle.run(auditing())).isEqualTo(Duration.ofSeconds(5));
        assertThat(cycle.run(auditing())).isEqualTo(Duration.ofSeconds(10));
        assertThat(recorder.log).noneMatch(entry -> entry.startsWith("reported"));

        // when
        recorder.overtaken = false;
        cycle.run(auditing());

        // then
        assertThat(recorder.log).containsOnlyOnce("reported after PT3S");
    }
}
