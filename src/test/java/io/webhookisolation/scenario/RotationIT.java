package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.OwnPlane;
import io.webhookisolation.cluster.real.RealControlPlane;
import io.webhookisolation.fixture.certificate.GoVerifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole rotations under a steady stream of calls, with no failed call by the caller's count, the API servers' own, and
 * Go's verifier; {@link RotationMatrix} says how many, in which circumstances.
 */
@OnRealPlane
@ExtendWith(OwnPlane.class)
@TestInstance(Lifecycle.PER_CLASS)
class RotationIT {

    private final RealControlPlane plane;
    private final List<KubernetesClient> apiServers = new ArrayList<>();
    private int namespaces;

    @TempDir
    private Path folder;

    RotationIT(RealControlPlane plane) {
        this.plane = plane;
        apiServers.add(plane.client());
    }

    @BeforeEach
    void assumeGo() throws InterruptedException {
        GoVerifier.assumeGo(folder);
    }

    @AfterAll
    void close() {
        apiServers.stream().skip(1).forEach(KubernetesClient::close);
    }

    static Stream<RotationCell> cells() {
        return RotationMatrix.cells().stream();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void theOperatorFailsNoCall(RotationCell cell) throws Exception {
        var run = run("Operator", OperatorRotation::new, RotationMatrix.rotationsOfEachCell(), cell);

        assertThat(run.calls().errors()).isEmpty();
        assertThat(run.counters()).contains(new WebhookCounters(0, 0));
        assertThat(run.efforts().stream()
                        .mapToLong(RotationEffort::watchesEnded)
                        .sum())
                .as("watches ended, one for each write of the definition at most")
                .isLessThanOrEqualTo(run.efforts().stream()
                        .mapToLong(effort -> effort.writes().getOrDefault(RotationWrite.DEFINITION, 0L))
                        .sum());
        assertThat(run.quadrants().refused()).isEmpty();
    }

    static Stream<RotationCell> cellsByHand() {
        return RotationMatrix.cellsByHand().stream();
    }

    @ParameterizedTest
    @MethodSource("cellsByHand")
    void byHandFailsNoCall(RotationCell cell) throws Exception {
        var run = run("By hand", HandRotation::new, 1, cell);

        assertThat(run.calls().errors()).isEmpty();
        assertThat(run.counters()).contains(new WebhookCounters(0, 0));
        assertThat(run.quadrants().refused()).isEmpty();
    }

    /** Calls that find no API server are nobody's fault; what an API server says of a certificate would be ours. */
    @Test
    void anApiServerThatIsRestartedMeanwhileFailsNoCallForItsCertificate() {
        var only = List.of(plane.client());
        var cell = RotationMatrix.restartedCell();
        try (var stage = new RotationStage(plane, namespace(), cell, only, RotationMatrix.LOAD);
                var operator = new OperatorRotation(stage)) {
            // given
            var atFirst = stage.sites().counted(only);
            operator.rotate(stage);
            operator.force();
            operator.until(() -> stage.served().values().stream().distinct().count() > 1);
            var before = stage.sites().counted(only).since(atFirst);

            // when
            plane.apiServer().restart();
            operator.awaitRotated();
            stage.letItBeSeen();
            stage.endCalls();

            // then
            var calls = stage.calls().made();
            var after = stage.sites().counted(only);
            System.out.println("API server restarted within a rotation: " + calls.failed() + " of " + calls.count()
                    + " calls found none; counted before: " + before + ", after: " + after);
            assertThat(before).isEqualTo(new WebhookCounters(0, 0));
            assertThat(after).isEqualTo(new WebhookCounters(0, 0));
            assertThat(calls.errors())
                    .noneMatch(error -> error.contains("x509") || error.contains("failed calling webhook"));
        }
    }

    private RotationRun run(String name, Function<RotationStage, Rotation> driver, int rotations, RotationCell cell)
            throws Exception {
        var place =
                new RotationRun.Place(plane, namespace(), apiServers(cell.apiServers()), RotationMatrix.LOAD, folder);
        var run = RotationRun.of(name, driver, rotations, cell, place);
        System.out.println(run.told());
        return run;
    }

    private String namespace() {
        var namespace = "rotation-" + ++namespaces;
        plane.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        return namespace;
    }

    /** The plane's own, and as many more as it takes; they stay until the plane ends. */
    private List<KubernetesClient> apiServers(int count) {
        while (apiServers.size() < count) {
            apiServers.add(new KubernetesClientBuilder()
                    .withConfig(plane.startAnotherApiServer())
                    .build());
        }
        return List.copyOf(apiServers.subList(0, count));
    }
}
