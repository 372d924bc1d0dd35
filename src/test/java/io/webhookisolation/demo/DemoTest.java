package io.webhookisolation.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
