package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.RealOnly;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.pod.MountedSecrets;
import io.webhookisolation.fixture.certificate.GoVerifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The harness that proves that a rotation fails no call sees it if one does: by its calls, the API server's count, and Go. */
@OnControlPlane
class NaiveRotationTest {

    /** The stand-in answers one request at a time, and does all handshakes itself. */
    private static final CallStream.Load LOAD = new CallStream.Load(20, 4);

    private static final Duration DWELL = Duration.ofMillis(500);
    private static final RotationCell LATE_PODS = RotationCell.of(false, Duration.ofMillis(800), 1, DWELL);
    private static final RotationCell ONE_POD_NEVER =
            new RotationCell(false, List.of(Duration.ZERO, MountedSecrets.NEVER), 1, false, DWELL);

    private final ControlPlane plane;
    private final String namespace;

    @TempDir
    private Path folder;

    NaiveRotationTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
    }

    @BeforeEach
    void assumeGo() throws InterruptedException {
        GoVerifier.assumeGo(folder);
    }

    @ParameterizedTest
    @EnumSource
    void failsCalls(NaiveRotation naive) throws Exception {
        var cell = naive == NaiveRotation.FIRST_POD_COUNTS ? ONE_POD_NEVER : LATE_PODS;

        var run = RotationRun.of(naive.name(), stage -> naive, 1, cell, place());

        System.out.println(run.told());
        assertThat(run.calls().failed()).isPositive();
        assertThat(run.calls().errors())
                .anySatisfy(error -> assertThat(error).contains("x509: certificate signed by unknown authority"));
        run.counters()
                .ifPresent(count -> assertThat(count)
                        .isEqualTo(new WebhookCounters(run.calls().failed(), 0)));
        assertThat(run.quadrants().refused()).isNotEmpty();
    }

    /** A caller does not see these, so what counts them has to be known to count. */
    @Test
    @RealOnly(because = "no metrics")
    void callsThatPassUnaskedAreCounted() throws Exception {
        Rotation ignored = stage -> {
            stage.sites().ignoreFailures();
            NaiveRotation.LEAF_FIRST.rotate(stage);
        };

        var run = RotationRun.of("LEAF_FIRST, ignored", stage -> ignored, 1, LATE_PODS, place());

        System.out.println(run.told());
        assertThat(run.counters())
                .hasValueSatisfying(count -> assertThat(count.failedOpen()).isPositive());
    }

    /** So that none of them can fail unseen where all are in one stream. */
    @Test
    @RealOnly(because = "no conversion webhooks")
    void everyKindOfCallIsSeenToFail() throws Exception {
        var run = RotationRun.of("LEAF_FIRST", stage -> NaiveRotation.LEAF_FIRST, 1, LATE_PODS.ofEveryKind(), place());

        System.out.println(run.told());
        assertThat(run.calls().errors())
                .anyMatch(error -> error.contains("failed calling webhook"))
                .anyMatch(error -> error.contains("conversion webhook for"))
                .anyMatch(error -> error.contains("error trying to reach service"));
        assertThat(run.counters())
                .hasValueSatisfying(count -> assertThat(count.failed()).isPositive());
    }

    @Test
    void theRightOrderFailsNone() throws Exception {
        var run = RotationRun.of("By hand", HandRotation::new, 2, LATE_PODS, place());

        System.out.println(run.told());
        assertThat(run.calls().errors()).isEmpty();
        run.counters().ifPresent(count -> assertThat(count).isEqualTo(new WebhookCounters(0, 0)));
        assertThat(run.quadrants().refused()).isEmpty();
    }

    private RotationRun.Place place() {
        return new RotationRun.Place(plane, namespace, List.of(plane.client()), LOAD, folder);
    }
}
