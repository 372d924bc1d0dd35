package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.fixture.certificate.GoVerifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator adopts a certificate of foreign making and rotates it under calls, and none of them fails. */
@OnControlPlane
class OperatorRotationTest {

    private static final CallStream.Load LOAD = new CallStream.Load(20, 4);
    private static final RotationCell CELL = RotationCell.of(false, Duration.ofMillis(800), 1, Duration.ofMillis(500));

    private final ControlPlane plane;
    private final String namespace;

    @TempDir
    private Path folder;

    OperatorRotationTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
    }

    @BeforeEach
    void assumeGo() throws InterruptedException {
        GoVerifier.assumeGo(folder);
    }

    @Test
    void adoptsAndRotatesTwiceAndNoCallFails() throws Exception {
        var place = new RotationRun.Place(plane, namespace, List.of(plane.client()), LOAD, folder);

        var run = RotationRun.of("Operator", OperatorRotation::new, 3, CELL, place);

        System.out.println(run.told());
        assertThat(run.calls().errors()).isEmpty();
        assertThat(run.quadrants().refused()).isEmpty();
        assertThat(plane.operatorIn(namespace).proxy().calls())
                .as("what the roles of components/rotate grant for this kind of call site")
                .extracting(call -> call.verb() + " " + call.resource())
                .contains(
                        "get validatingwebhookconfigurations.admissionregistration.k8s.io",
                        "patch validatingwebhookconfigurations.admissionregistration.k8s.io",
                        "get namespaces",
                        "get secrets",
                        "create secrets",
                        "patch secrets");
    }

    @Test
    void renewsLeavesUnderTheSameAuthorityAndNoCallFails() throws Exception {
        var place = new RotationRun.Place(plane, namespace, List.of(plane.client()), LOAD, folder);

        var run = RotationRun.of("Operator, renewing the leaf three times", Renewing::new, 1, CELL, place);

        System.out.println(run.told());
        assertThat(run.calls().errors()).isEmpty();
        assertThat(run.quadrants().refused()).isEmpty();
    }

    /** Adopts, and then has only the leaf follow the leaf. */
    private record Renewing(OperatorRotation operator) implements Rotation {

        Renewing(RotationStage stage) {
            this(new OperatorRotation(stage));
        }

        @Override
        public void rotate(RotationStage stage) {
            operator.rotate(stage);
            operator.renew(3);
        }

        @Override
        public void close() {
            operator.close();
        }
    }
}
