package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.pod.MountedSecrets;
import io.webhookisolation.fixture.certificate.GoVerifier;
import io.webhookisolation.model.CertificateStep.RestartWorkload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods never read their Secret again; the operator restarts their Deployment under calls, and none of them fails. */
@OnControlPlane
class RestartedOwnerTest {

    private static final CallStream.Load LOAD = new CallStream.Load(20, 4);
    private static final RotationCell NOBODY_RELOADS = new RotationCell(
            false, List.of(MountedSecrets.NEVER, MountedSecrets.NEVER), 1, false, Duration.ofMillis(500));
    private static final int ROTATIONS = 2;

    private final ControlPlane plane;
    private final String namespace;

    @TempDir
    private Path folder;

    RestartedOwnerTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
    }

    @BeforeEach
    void assumeGo() throws InterruptedException {
        GoVerifier.assumeGo(folder);
    }

    @Test
    void onceForEachLeafAndNoCallFails() throws Exception {
        var place = new RotationRun.Place(plane, namespace, List.of(plane.client()), LOAD, folder);

        var run =
                RotationRun.of("Operator, restarting", OperatorRotation::restarting, ROTATIONS, NOBODY_RELOADS, place);

        System.out.println(run.told());
        assertThat(run.calls().errors()).isEmpty();
        assertThat(run.quadrants().refused()).isEmpty();
        assertThat(restarts()).as("one for each leaf").isEqualTo(ROTATIONS);
    }

    /** A write that the API server refused, since the Deployment had moved, restarted nothing. */
    private long restarts() {
        return plane.operatorIn(namespace).proxy().calls().stream()
                .filter(call -> call.code() == 200 && call.body().contains(RestartWorkload.ANNOTATION))
                .count();
    }
}
