package io.webhookisolation.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.RotationPhase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A Pod goes on serving what it served before, and what is done depends on what a restart would cost. */
class AwaitingRestartTest {

    private static final ObjectKey WEB = ObjectKey.live("apps/v1", "Deployment", "ns", "web");
    private static final Restart.Possible POSSIBLE = new Restart.Possible(WEB, "uid", "7");

    private final Situation now = new Situation();

    AwaitingRestartTest() {
        now.served = Optional.of(Mint.FOREIGN_CHAIN);
    }

    static Stream<Arguments> restarts() {
        return Stream.of(
                Arguments.of(new Restart.NotWanted(), "restart it before that leaf ends"),
                Arguments.of(POSSIBLE, "Deployment/web is restarted for it"),
                Arguments.of(
                        new Restart.UnderWay(WEB, "1 of 2"), "the rollout of Deployment/web is under way (1 of 2)"),
                Arguments.of(
                        new Restart.Impossible("it is paused"),
                        "restart it before that leaf ends, since that is left to you: it is paused"));
    }

    @ParameterizedTest
    @MethodSource("restarts")
    void itIsToldAndDoneOnlyIfItCostsNoCall(Restart restart, String message) {
        now.restart = restart;

        var decision = now.decision();

        assertThat(decision.phase()).isEqualTo(RotationPhase.AWAITING_RESTART);
        assertThat(decision.message()).isEqualTo("web-0 still serves the leaf from before; " + message);
        assertThat(decision.tasks())
                .isEqualTo(restart.equals(POSSIBLE) ? List.of(new Task.RestartOwner(POSSIBLE)) : List.of());
    }

    @Test
    void nothingIsRestartedWhileKubeletMayStillBringTheLeaf() {
        now.restart = POSSIBLE;
        now.storedFor = Duration.ofMinutes(1);

        var decision = now.decision();

        assertThat(decision.phase()).isEqualTo(RotationPhase.PROPAGATE);
        assertThat(decision.tasks()).isEmpty();
    }

    @Test
    void nothingIsRestartedOnceAllServeIt() {
        now.restart = POSSIBLE;
        now.served = Optional.empty();

        var decision = now.decision();

        assertThat(decision.phase()).isEqualTo(RotationPhase.STEADY);
        assertThat(decision.tasks()).isEmpty();
    }
}
