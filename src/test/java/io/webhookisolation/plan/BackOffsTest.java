package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.RestoreCause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static BackOffs backOffs(BackOff last) {
        return new BackOffs(new Memory(LabelSet.EMPTY, Optional.of(last), Optional.empty()), NOW);
    }

    @Test
    void theFirstUndoIsFollowedByFiveMinutes() {
        var backOff = new BackOffs(Memory.NONE, NOW).after(RestoreCause.GUARD);

        assertThat(backOff).isEqualTo(new BackOff(RestoreCause.GUARD, 1, NOW.plus(Duration.ofMinutes(5))));
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 10", "2, 3, 20", "8, 9, 1280", "9, 10, 1440", "10, 11, 1440", "1000, 1001, 1440", "-7, -6, 5"})
    void eachFurtherUndoDoublesThePauseUpToADay(int count, int next, int minutes) {
        var ended = new BackOff(RestoreCause.GUARD, count, NOW.minusSeconds(1));

        var backOff = backOffs(ended).after(RestoreCause.ROLLED_BACK);

        assertThat(backOff)
                .isEqualTo(new BackOff(RestoreCause.ROLLED_BACK, next, NOW.plus(Duration.ofMinutes(minutes))));
    }

    @Test
    void aRunningPauseIsNotLengthenedWhileItsOwnUndoIsNotWrittenYet() {
        var running = new BackOff(RestoreCause.GUARD, 3, NOW.plusSeconds(1));

        var backOffs = backOffs(running);

        assertThat(backOffs.running()).contains(running);
        assertThat(backOffs.after(RestoreCause.ROLLED_BACK)).isEqualTo(running);
    }

    @Test
    void aPauseEndsAtItsTimeButItsCountIsRememberedForADay() {
        var ended = new BackOff(RestoreCause.GUARD, 3, NOW);

        var backOffs = backOffs(ended);

        assertThat(backOffs.running()).isEmpty();
        assertThat(backOffs.remembered()).contains(ended);
    }

    @Test
    void aDayAfterItsEndAPauseIsForgotten() {
        var old = new BackOff(RestoreCause.GUARD, 3, NOW.minus(Duration.ofHours(24)));

        var backOffs = backOffs(old);

        assertThat(backOffs.remembered()).isEmpty();
        assertThat(backOffs.after(RestoreCause.GUARD).count()).isEqualTo(1);
    }
}
