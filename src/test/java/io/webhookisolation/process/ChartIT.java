package io.webhookisolation.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.OwnPlane;
import io.webhookisolation.cluster.real.RealControlPlane;
import io.webhookisolation.cluster.real.ToolShell;
import io.webhookisolation.cluster.real.WithTools;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Helm chart on a real API server, by kubectl and by Helm 4; each test has a namespace of its own. */
@OnRealPlane
@WithTools
@ExtendWith(OwnPlane.class)
@TestInstance(Lifecycle.PER_CLASS)
class ChartIT {

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String CHART = "deploy/helm/webhook-isolation";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RealControlPlane plane;
    private ToolShell shell;

    ChartIT(RealControlPlane plane) {
        this.plane = plane;
    }

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        shell = new ToolShell(folder, plane, ShippedAccount.NAMESPACE);
        shell.takeHelm(4);
    }

    @Test
    void installedFromItsRenderingForOneNamespaceItRepairsThatWithTheRolesThere() throws Exception {
        // given
        var world = new SharedNamespace(plane, "founding");
        createRestricted(ShippedAccount.NAMESPACE);

        // when
        shell.sh("helm template webhook-isolation %s --namespace %s --set 'watchNamespaces={%s}' >all.yaml"
                .formatted(PROJECT.resolve(CHART), ShippedAccount.NAMESPACE, world.name()));
        shell.sh("kubectl apply --server-side --force-conflicts -f all.yaml");
        awaitPods(ShippedAccount.NAMESPACE, "webhook-isolation", 2);

        // then
        var api = plane.configuration(ShippedAccount.token(plane.client()));
        var deployment = deployment(ShippedAccount.NAMESPACE, "webhook-isolation");
        try (var operator = Replica.start(plane, "by-chart", api, deployment)) {
            world.create(Mode.Enforce);
            world.awaitRepair();
            assertThat(world.call(20).errors()).isEmpty();
            assertThat(world.leftTheNeighbourAlone()).isTrue();
            assertThat(operator.writes())
                    .isNotEmpty()
                    .allMatch(call -> call.namespace().equals(world.name()));
        }
    }

    @Test
    void upgradedFromThePreviousCommitsChartItKeepsPoliciesAlsoWhenItGoes() throws Exception {
        // given
        createRestricted("by-helm");
        exportPreviousChart();
        var options = " --namespace by-helm --set fullnameOverride=guard --force-conflicts";
        shell.sh("helm install webhook-isolation ./%s --take-ownership%s".formatted(CHART, options));
        new LonelyPolicy(plane, "kept");

        // when
        shell.sh("helm upgrade webhook-isolation %s --set replicaCount=3%s".formatted(PROJECT.resolve(CHART), options));
        awaitPods("by-helm", "guard", 3);
        shell.sh("helm uninstall webhook-isolation --namespace by-helm");

        // then
        assertThat(shell.sh("kubectl get clusterroles,deployments -A -o name")).doesNotContain("guard");
        assertThat(shell.sh("kubectl get whip -A -o name")).contains("/webhooks");
    }

    private void createRestricted(String namespace) throws Exception {
        shell.sh("kubectl create namespace " + namespace);
        shell.sh("kubectl label namespace %s pod-security.kubernetes.io/enforce=restricted".formatted(namespace));
    }

    /** The API server admits the Pods, which it does not if they are not restricted. */
    private void awaitPods(String namespace, String name, int count) {
        await().atMost(PATIENCE).until(() -> {
            var status = deployment(namespace, name).getStatus();
            return status != null && Objects.equals(status.getReplicas(), count);
        });
    }

    private Deployment deployment(String namespace, String name) {
        return plane.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    private void exportPreviousChart() throws Exception {
        var commits = shell.tryOut("git -C '%s' log -2 --format=%%H -- %s".formatted(PROJECT, CHART));
        assumeThat(commits.code()).as("git knows earlier commits").isZero();
        var found = commits.told().lines().toList();
        assumeThat(found).as("commits that changed the chart").hasSizeGreaterThan(1);
        shell.sh("git -C '%s' archive %s %s | tar -x".formatted(PROJECT, found.getLast(), CHART));
    }
}
