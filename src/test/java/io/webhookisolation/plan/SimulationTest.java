package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a single predicate refuses, its own test says. */
class SimulationTest {

    @Test
    void theFoundingCaseMayBeNarrowed() {
        assertThat(Simulation.refusals(Scene.founding().proposal())).isEmpty();
    }
}
