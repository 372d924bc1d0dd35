package io.webhookisolation.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifetimeTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // A day: a tenth is 2 h 24 min, three per cent 43 min 12 s.
        "PT24H,    PT2H24M,     ",
        "PT24H,    PT2H23M59S,  WARNING",
        "PT24H,    PT43M12S,    WARNING",
        "PT24H,    PT43M11S,    ERROR",
        // Ten years: thirty days and seven are less than a tenth and three per cent.
        "PT87600H, PT720H,      ",
        "PT87600H, PT719H,      WARNING",
        "PT87600H, PT168H,      WARNING",
        "PT87600H, PT167H,      ERROR",
        // It is over.
        "PT24H,    PT-1S,       ERROR"
    })
    void theEndIsAsUrgentAsLittleIsLeftOfTheWholeLife(Duration life, Duration left, @Nullable String severity) {
        var lifetime = new Lifetime(NOW.plus(left).minus(life), NOW.plus(left));

        assertThat(lifetime.urgency(NOW))
                .isEqualTo(Optional.ofNullable(severity).map(Severity::valueOf));
    }

    @Test
    void bothEndsBelongToIt() {
        var lifetime = new Lifetime(NOW.minusSeconds(1), NOW.plusSeconds(1));

        assertThat(lifetime.contains(NOW.minusSeconds(1))).isTrue();
        assertThat(lifetime.contains(NOW.plusSeconds(1))).isTrue();
        assertThat(lifetime.contains(NOW.minusSeconds(2))).isFalse();
        assertThat(lifetime.contains(NOW.plusSeconds(2))).isFalse();
    }

    @Test
    void itsTroubleIsEitherOfItsEnds() {
        var lifetime = new Lifetime(NOW.minusSeconds(1), NOW.plusSeconds(1));

        assertThat(lifetime.trouble(NOW.minusSeconds(2))).isEqualTo("begins only at 2026-06-01T11:59:59Z");
        assertThat(lifetime.trouble(NOW.plusSeconds(2))).isEqualTo("ended at 2026-06-01T12:00:01Z");
    }
}
