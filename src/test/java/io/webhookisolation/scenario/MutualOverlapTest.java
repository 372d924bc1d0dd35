package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two components whose Services are both broad, as kustomize installs them: each gets the other's calls. */
@OnControlPlane
class MutualOverlapTest {

    private final FoundingNamespace world;
    private final RunningOperator operator;

    MutualOverlapTest(ControlPlane plane, TestNamespace namespace) {
        world = FoundingNamespace.mutual(plane, namespace.name());
        operator = world.startOperator();
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void bothServicesAreNarrowed() {
        // given
        assertThat(world.lws().call(40).failed()).isPositive();
        assertThat(world.kueue().call(40).failed()).isPositive();

        // when
        world.create(Mode.Enforce, OnDelete.Retain);
        world.untilCondition("Isolated", "True", "Isolated");

        // then
        assertThat(world.lws().call(40).errors()).isEmpty();
        assertThat(world.kueue().call(40).errors()).isEmpty();
    }
}
