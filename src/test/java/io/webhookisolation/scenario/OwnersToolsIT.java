package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus.ContestStatus;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.ToolShell;
import io.webhookisolation.cluster.real.WithTools;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The owner goes on with its own tool after we have written: it never meets a conflict because of us, and with our key
 * happens what the status foretold.
 */
@OnControlPlane
@OnRealPlane
@WithTools
class OwnersToolsIT {

    private static final String KEEPS = "keeps an added key";
    private static final String RESTORES = "restores its own selector";

    /** What the owner installs and upgrades by, and what the status has to say of it. */
    enum Tool {
        KUBECTL_CLIENT_SIDE("kubectl apply -f chart/templates", "kubectl apply -f chart/templates", KEEPS, 3),
        KUBECTL_SERVER_SIDE(
                "kubectl apply --server-side -f chart/templates",
                "kubectl apply --server-side -f chart/templates",
                RESTORES,
                3),
        HELM_3("helm install lws ./chart", "helm upgrade lws ./chart", KEEPS, 3),
        HELM_4("helm install lws ./chart", "helm upgrade lws ./chart", RESTORES, 4);

        private final String install;
        private final String upgrade;
        private final String foretold;
        private final int helm;

        Tool(String install, String upgrade, String foretold, int helm) {
            this.install = install;
            this.upgrade = upgrade;
            this.foretold = foretold;
            this.helm = helm;
        }

        private boolean restores() {
            return foretold.equals(RESTORES);
        }
    }

    private final FoundingNamespace world;
    private final ControlPlane plane;

    @TempDir
    private Path folder;

    OwnersToolsIT(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.world = new FoundingNamespace(plane, namespace.name());
    }

    @ParameterizedTest
    @EnumSource
    void theOwnersNextUpgradeMeetsNoConflictAndDoesWithOurKeyWhatTheStatusForetold(Tool tool) throws Exception {
        // given
        var shell = new ToolShell(folder, plane, world.namespace());
        shell.takeHelm(tool.helm);
        shell.write("chart/Chart.yaml", "apiVersion: v2\nname: lws\nversion: 1.0.0\n");
        release(shell, "one");
        world.client().resource(world.service()).delete();
        shell.sh(tool.install);
        world.lws().awaitEndpoints(2);

        try (var operator = world.startOperator()) {
            world.override();
            untilNarrowed();
            assertThat(world.row().map(ServiceStatus::manager)).isPresent();
            assertThat(world.condition("SelectorsApplied").orElseThrow().getMessage())
                    .contains(tool.foretold);

            // when: nothing has changed
            var unchanged = shell.tryOut(tool.upgrade);

            // then
            assertForetold(tool, unchanged, 1);

            // when
            release(shell, "two");
            var changed = shell.tryOut(tool.upgrade);

            // then
            assertForetold(tool, changed, 2);
            assertThat(world.service().getMetadata().getLabels()).containsEntry("release", "two");
            assertThat(operator.metrics().contains("\nwebhook_isolation_reverts_total{"))
                    .isEqualTo(tool.restores());
        }
    }

    /** What is restored is counted, and narrowed anew; what is kept is as if nothing had happened. */
    private void assertForetold(Tool tool, ToolShell.Done done, int times) {
        assertThat(done.told()).doesNotContainIgnoringCase("conflict");
        assertThat(done.code()).as(done.told()).isZero();
        if (tool.restores()) {
            world.until(() -> world.row()
                    .map(ServiceStatus::contest)
                    .map(ContestStatus::count)
                    .filter(count -> count == times)
                    .isPresent());
        } else {
            assertThat(world.selector()).isEqualTo(FoundingNamespace.NARROW);
        }
        untilNarrowed();
        assertThat(world.row().map(ServiceStatus::contest).isPresent()).isEqualTo(tool.restores());
        assertThat(world.lws().call(10).errors()).isEmpty();
    }

    /** The write is made, told of, and without trace in managedFields. */
    private void untilNarrowed() {
        world.until(() -> world.selector().equals(FoundingNamespace.NARROW)
                && world.condition("SelectorsApplied")
                        .filter(found -> found.getReason().equals("Applied"))
                        .isPresent()
                && world.service().getMetadata().getManagedFields().stream()
                        .noneMatch(entry -> entry.getManager().equals("webhook-isolation")));
        world.lws().awaitEndpoints(1);
    }

    private static void release(ToolShell shell, String name) throws IOException {
        shell.write("chart/templates/service.yaml", """
                apiVersion: v1
                kind: Service
                metadata:
                  name: lws-webhook-service
                  labels: {release: "%s"}
                spec:
                  selector: {control-plane: controller-manager}
                  ports: [{port: 443, protocol: TCP, targetPort: 9443}]
                """.formatted(name));
    }
}
