package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.RestoreCause;
import io.webhookisolation.model.SelectorState;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DuringABackOffTest {

    private final Scene scene = Scene.founding();

    private static Memory remembering(BackOff backOff) {
        return new Memory(LabelSet.EMPTY, Optional.of(backOff), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsNarrowed(RestoreCause cause) {
        var backOff = new BackOff(cause, 2, Scene.NOW.plusSeconds(1));
        scene.memory = remembering(backOff);
        scene.headless = true;

        var plan = scene.servicePlan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.state()).isEqualTo(SelectorState.ROLLED_BACK);
        assertThat(plan.backOff()).contains(backOff);
        assertThat(plan.refusals()).extracting(Refusal::predicate).containsExactly(Predicate.P10, Predicate.P8);
        assertThat(plan.refusals().getFirst().sentence())
                .startsWith("the last narrowing of Service operators/lws-webhook was undone, because ")
                .endsWith("(2 in a row); no other try before 2026-06-01T12:00:01Z");
    }

    @Test
    void afterItsEndTheVerdictStartsAnewAndTheCountIsKept() {
        var backOff = new BackOff(RestoreCause.GUARD, 2, Scene.NOW);
        scene.memory = remembering(backOff);

        var plan = scene.servicePlan();

        assertThat(plan.steps()).hasSize(1);
        assertThat(plan.backOff()).contains(backOff);
    }

    @Test
    void upkeepGoesOn() {
        var narrowed = Scene.narrowed();
        var backOff = new BackOff(RestoreCause.GUARD, 2, Scene.NOW.plusSeconds(1));
        narrowed.memory = remembering(backOff);
        narrowed.ownFieldsEntry = true;

        assertThat(narrowed.servicePlan().steps()).hasSize(1);
        assertThat(narrowed.servicePlan().backOff()).contains(backOff);
    }
}
