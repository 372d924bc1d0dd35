package io.webhookisolation.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoTest {

    @AfterEach
    void forgetProperties() {
        System.clearProperty("demo.mode");
    }

    @Test
    void endsWell() {
        var options = new DemoOptions(3, false, "Enforce", false);

        var exitCode = Demo.run(options);

        assertThat(exitCode).isZero();
    }

    @Test
    void endsBadlyInAuditModeSinceNothingIsRepaired() {
        var options = new DemoOptions(3, false, "Audit", false);

        var exitCode = Demo.run(options);

        assertThat(exitCode).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 0, 1, 2, true",
        "100, 1, 1, 2, false",
        "0, 0, 1, 2, false",
        "100, 0, 1, 0, false",
        "100, 0, 0, 0, false"
    })
    void promisesRotationsWithoutAFailedCall(int calls, int failed, int before, int after, boolean kept) {
        var rotation = new Transcript.Rotation(calls, failed, before, after);

        assertThat(rotation.isRotated()).isEqualTo(kept);
    }

    @Test
    void drawsOtherNamesForAnotherSeed() {
        var casts = java.util.stream.LongStream.range(0, 20)
                .mapToObj(seed -> Cast.drawn(seed).broad().name())
                .distinct();

        assertThat(casts).hasSizeGreaterThan(10);
    }

    @Test
    void namesThePropertyThatItCannotRead() {
        System.setProperty("demo.mode", "enforced");

        assertThatThrownBy(DemoOptions::fromProperties)
                .hasMessage("-Ddemo.mode must be Enforce or Audit, not 'enforced'");
    }
}
