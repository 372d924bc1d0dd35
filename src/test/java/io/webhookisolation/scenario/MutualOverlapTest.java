package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Components whose Services are all broad, as kustomize installs them: each gets the others' calls. */
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
        assertRepaired(world.lws(), world.kueue());
    }

    @Test
    void threeServicesThatEachReachTheOtherTwoAreNarrowed() {
        var jobset = Installation.of(world.client(), Component.scaffolded("jobset"), world.namespace());
        jobset.awaitEndpoints(3);
        world.lws().awaitEndpoints(3);
        world.kueue().awaitEndpoints(3);

        assertRepaired(world.lws(), world.kueue(), jobset);
    }

    private void assertRepaired(Installation... components) {
        try (var calls = SteadyCalls.through(components)) {
            // given
            for (var each : components) {
                world.until(() -> each.call().isPresent());
            }

            // when
            world.create(Mode.Enforce, OnDelete.Retain);
            world.untilCondition("Isolated", "True", "Isolated");

            // then
            assertThat(components)
                    .allSatisfy(each -> assertThat(each.call(20).errors()).isEmpty());
            assertThat(calls.misrouted()).isNotEmpty();
            assertThat(calls.failedOtherwise()).isEmpty();
        }
    }
}
