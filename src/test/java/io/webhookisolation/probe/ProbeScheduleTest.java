package io.webhookisolation.probe;

import static io.webhookisolation.probe.Probes.OTHER;
import static io.webhookisolation.probe.Probes.OWN;
import static io.webhookisolation.probe.Probes.REFUSED;
import static io.webhookisolation.probe.Probes.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.time.SimulatedTime;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeScheduleTest {

    private static final ProbeOutcome NOT_TLS = new ProbeOutcome.NotTls("");
    private static final ProbeOutcome TIMED_OUT = new ProbeOutcome.TimedOut();
    private static final ProbeOutcome UNREACHABLE = new ProbeOutcome.Unreachable("no route");

    @Test
    void aNewTargetIsDueAtOnce() {
        assertThat(ProbeSchedule.due(List.of())).isEqualTo(Instant.MIN);
    }

    @Test
    void whatWasSeenOnceIsConfirmedFiveSecondsLater() {
        assertThat(dueAfter(result(0, OWN))).isEqualTo(seconds(5));
    }

    @Test
    void whatWasSeenTwiceIsSeenAgainFiveMinutesLater() {
        assertThat(dueAfter(result(0, OWN), result(5_000, OWN))).isEqualTo(seconds(305));
    }

    @Test
    void aChangeIsConfirmedFiveSecondsLater() {
        assertThat(dueAfter(result(0, OWN), result(5_000, OWN), result(305_000, OTHER)))
                .isEqualTo(seconds(310));
    }

    @Test
    void aTargetWithoutTlsIsAskedAgainWhenTwoMinutesAreOver() {
        assertThat(dueAfter(result(0, REFUSED), result(5_000, NOT_TLS))).isEqualTo(seconds(120));
    }

    @Test
    void threeRoundsWithoutTlsOverTwoMinutesAreEnough() {
        assertThat(dueAfter(result(0, REFUSED), result(5_000, REFUSED), result(120_000, NOT_TLS)))
                .isEqualTo(seconds(420));
    }

    @Test
    void twoRoundsWithoutTlsAreNeverEnoughHoweverFarApart() {
        assertThat(dueAfter(result(0, REFUSED), result(400_000, REFUSED))).isEqualTo(seconds(405));
    }

    @Test
    void theTwoMinutesBeginAnewWhenTlsWasSeenBetween() {
        assertThat(dueAfter(result(0, REFUSED), result(5_000, OWN), result(10_000, REFUSED), result(15_000, REFUSED)))
                .isEqualTo(seconds(130));
    }

    @Test
    void silenceIsNotHurried() {
        assertThat(dueAfter(result(0, TIMED_OUT), result(5_000, UNREACHABLE))).isEqualTo(seconds(305));
    }

    private static Duration dueAfter(ProbeResult... history) {
        return Duration.between(SimulatedTime.START, ProbeSchedule.due(List.of(history)));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
