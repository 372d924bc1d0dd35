package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.pod.MountedSecrets;
import io.webhookisolation.model.RotationPhase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reloader replaces Pods as soon as their Secret changes; the operator changes it once that costs no call. */
@OnControlPlane
class ReloadedOwnerTest {

    private static final CallStream.Load LOAD = new CallStream.Load(20, 4);
    private static final RotationCell NOBODY_RELOADS = new RotationCell(
            false, List.of(MountedSecrets.NEVER, MountedSecrets.NEVER), 1, false, Duration.ofMillis(500));

    private final ControlPlane plane;
    private final String namespace;

    ReloadedOwnerTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
    }

    @Test
    void theNextLeafWaitsUntilItsRolloutCostsNoCall() {
        try (var stage = new RotationStage(plane, namespace, NOBODY_RELOADS, List.of(plane.client()), LOAD);
                var reloader = Reloader.of(stage.webhook(), plane.client())) {
            // given
            mostUnavailable(stage, 1);
            try (var operator = new OperatorRotation(stage)) {
                // when
                operator.force();
                operator.until(() -> operator.isIn(RotationPhase.AWAITING_RESTART));

                // then
                assertThat(operator.message())
                        .contains("Reloader replaces the Pods of Deployment/rotated")
                        .contains("1 of 2 Pods may be unavailable meanwhile");
                assertThat(reloader.reloads()).isZero();

                // when
                mostUnavailable(stage, 0);
                operator.awaitRotated();
                operator.rotate(stage);
                stage.letItBeSeen();
                stage.endCalls();

                // then
                System.out.println("Rotated by Reloader: "
                        + stage.calls().made().failed() + " of "
                        + stage.calls().made().count() + " calls failed in " + reloader.reloads() + " rollouts");
                assertThat(stage.calls().made().errors()).isEmpty();
                assertThat(reloader.reloads()).isEqualTo(2);
            }
        }
    }

    private void mostUnavailable(RotationStage stage, int pods) {
        plane.client()
                .resource(stage.webhook().manifests().deployment())
                .edit(deployment -> new DeploymentBuilder(deployment)
                        .editSpec()
                        .withNewStrategy()
                        .withType("RollingUpdate")
                        .withNewRollingUpdate()
                        .withMaxUnavailable(new IntOrString(pods))
                        .withMaxSurge(new IntOrString(1))
                        .endRollingUpdate()
                        .endStrategy()
                        .endSpec()
                        .build());
    }
}
