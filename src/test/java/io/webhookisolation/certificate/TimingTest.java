package io.webhookisolation.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webhookisolation.certificate.Timing.Margins;
import io.webhookisolation.certificate.Timing.Waits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingTest {

    /** A fourth certificate would be needed: an authority would outlive the period after its own. */
    @Test
    void anAuthorityTooShortForItsLeavesIsRefused() {
        assertThatThrownBy(() -> timing(Duration.ofDays(180).minusSeconds(1), 67))
                .hasMessageContaining("three times a leaf and the spare time together, that is PT4320H");

        assertThat(timing(Duration.ofDays(180), 67).period()).isEqualTo(Duration.ofDays(60));
    }

    @Test
    void byDefaultAnAuthorityIssuesForFiveMonths() {
        assertThat(Timing.DEFAULT.period()).isEqualTo(Duration.ofDays(152).plusHours(12));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void aLeafIsNeverRenewedAtItsStartOrItsEnd(int percent) {
        assertThatThrownBy(() -> timing(Duration.ofDays(365), percent)).hasMessageContaining("1 to 99 percent");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99})
    void aLeafMayBeRenewedAtAnyOtherTime(int percent) {
        assertThat(timing(Duration.ofDays(365), percent).renewAtPercent()).isEqualTo(percent);
    }

    @Test
    void aLeafMustLive() {
        assertThatThrownBy(() -> new Timing(Duration.ofDays(365), Duration.ZERO, 67, Margins.DEFAULT, Waits.DEFAULT))
                .hasMessage("a leaf must live");
    }

    @Test
    void theSpareTimeCoversTheMarginsOfALeaf() {
        var hour = Duration.ofHours(1);

        assertThat(new Margins(hour, hour.multipliedBy(2), hour).spare()).isEqualTo(Duration.ofHours(2));
        assertThatThrownBy(() -> new Margins(hour, hour.multipliedBy(2).minusNanos(1), hour))
                .hasMessageContaining("spare time");
        assertThatThrownBy(() -> new Margins(hour.negated(), hour, hour)).hasMessageContaining("spare time");
        assertThatThrownBy(() -> new Margins(hour, hour, hour.negated())).hasMessageContaining("spare time");
    }

    @Test
    void adoptionDwellsAtLeastAsLongAsARotation() {
        assertThatThrownBy(() -> waits(Duration.ofSeconds(60), Duration.ofSeconds(59)))
                .hasMessageContaining("adoption dwells");
        assertThatThrownBy(() -> waits(Duration.ofSeconds(-1), Duration.ofSeconds(59)))
                .hasMessageContaining("adoption dwells");
        assertThat(waits(Duration.ZERO, Duration.ZERO).trust()).isZero();
    }

    private static Timing timing(Duration ca, int percent) {
        return new Timing(ca, Duration.ofDays(30), percent, Margins.DEFAULT, Waits.DEFAULT);
    }

    private static Waits waits(Duration trust, Duration adoption) {
        var second = Duration.ofSeconds(1);
        return new Waits(trust, adoption, second, second, second, second);
    }
}
