package io.webhookisolation.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.WorkloadLabels;
import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.OwnPlane;
import io.webhookisolation.cluster.real.RealControlPlane;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.Installation;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** A policy wants templates labelled, and the operator was installed without {@code components/label-workloads}. */
@OnRealPlane
@ExtendWith(OwnPlane.class)
@TestInstance(Lifecycle.PER_CLASS)
class WithoutLabellingIT {

    private static final SelectorsSpec WHEN_NEEDED =
            new SelectorsSpec(Mode.Enforce, null, null, null, null, WorkloadLabels.WhenNeeded);

    private final RealControlPlane plane;

    WithoutLabellingIT(RealControlPlane plane) {
        this.plane = plane;
    }

    @Test
    void thePolicySaysWhichRightsAreMissingAndAllElseIsRepaired() {
        // given
        var world = SharedNamespace.unlabelled(plane, "unlabelled");
        Installation.of(plane.client(), Component.scaffolded("jobset"), world.name())
                .awaitEndpoints(3);

        try (var replicas = new Replicas(plane, LeaseFlags.LONG)) {
            replicas.keep(1);

            // when
            world.create(WHEN_NEEDED);

            // then
            assertThat(world.awaitCondition("Stalled", "Forbidden"))
                    .contains(
                            "cannot patch deployments.apps",
                            "cannot list networkpolicies.networking.k8s.io",
                            "cannot list poddisruptionbudgets.policy");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> world.selector("jobset-webhook-service")
                            .equals(Map.of("control-plane", "controller-manager", "app.kubernetes.io/name", "jobset")));
            assertThat(world.isNarrowed()).isFalse();
            assertThat(replicas.leader().writes())
                    .noneMatch(call -> call.resource().startsWith("deployments"));
        }
    }
}
