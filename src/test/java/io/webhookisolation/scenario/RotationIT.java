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
        assertThat(run.quadrants().refused()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void byHandFailsNoCall(RotationCell cell) throws Exception {
        var run = run("By hand", HandRotation::new, 1, cell);

        assertThat(run.calls().errors()).isEmpty();
        assertThat(run.counters()).contains(new WebhookCounters(0, 0));
        assertThat(run.quadrants().refused()).isEmpty();
    }

    private RotationRun run(String name, Function<RotationStage, Rotation> driver, int rotations, RotationCell cell)
            throws Exception {
        var namespace = "rotation-" + ++namespaces;
        plane.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        var place = new RotationRun.Place(plane, namespace, apiServers(cell.apiServers()), RotationMatrix.LOAD, folder);
        var run = RotationRun.of(name, driver, rotations, cell, place);
        System.out.println(run.told());
        return run;
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
