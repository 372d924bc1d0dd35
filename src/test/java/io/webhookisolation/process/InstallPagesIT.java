package io.webhookisolation.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.OwnPlane;
import io.webhookisolation.cluster.real.RealControlPlane;
import io.webhookisolation.cluster.real.ToolShell;
import io.webhookisolation.cluster.real.WithTools;
import io.webhookisolation.docs.ShellBlocks;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From a cluster that knows nothing of us to a repaired founding case and back, by typing what the pages say and nothing else. */
@OnRealPlane
@WithTools
@ExtendWith(OwnPlane.class)
@TestInstance(Lifecycle.PER_CLASS)
class InstallPagesIT {

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path README = Path.of("README.md");
    private static final Path INSTALL = Path.of("docs", "install.md");
    private static final Path UNINSTALL = Path.of("docs", "uninstall.md");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** All that an installation could leave behind but Events, which end by themselves, and what the cluster itself counts. */
    private static final String STATE = """
            what='{range .items[*]}{.kind}/{.metadata.name} {.metadata.labels} {.metadata.annotations} {.metadata.finalizers}'
            what="$what"' {.spec} {.data} {.rules} {.webhooks}{"\\n"}{end}'
            kubectl get namespaces,customresourcedefinitions,apiservices,clusterroles,clusterrolebindings -o jsonpath="$what"
            kubectl get validatingadmissionpolicies,validatingadmissionpolicybindings -o jsonpath="$what"
            kubectl get mutatingwebhookconfigurations,validatingwebhookconfigurations -o jsonpath="$what"
            kubectl get all,secrets,leases,roles,rolebindings -n operators -o jsonpath="$what"
            kubectl get leases,roles,rolebindings -A -o name
            """;

    private final RealControlPlane plane;
    private final SharedNamespace world;
    private ToolShell shell;

    InstallPagesIT(RealControlPlane plane) {
        this.plane = plane;
        this.world = new SharedNamespace(plane, "operators");
    }

    @BeforeEach
    void empty(@TempDir Path folder) throws Exception {
        shell = new ToolShell(folder, plane, "default");
        shell.takeHelm(4);
        shell.sh("kubectl delete customresourcedefinitions --all");
        // What kubectl finds out about kinds follows a moment later.
        await().atMost(PATIENCE).untilAsserted(this::state);
    }

    @Test
    void byTheReadmeItRepairsAndByUninstallAllIsAsItWas() throws Exception {
        // given
        var before = state();
        assertThat(world.call(40).failed()).isPositive();
        var install = ShellBlocks.below(README, "Run the operator");

        // when
        type(install.getFirst());
        try (var operator = start()) {
            world.awaitCondition("SelectorsApplied", "AuditMode");
            assertThat(operator.writesToServices()).isEmpty();
            type(install.getLast());

            // then
            assertRepaired(operator);

            // when
            removePolicies();
            type(ShellBlocks.below(UNINSTALL, "3. Delete the operator").getFirst());
        }
        removeDefinition();

        // then
        assertIsAgain(before);
    }

    @Test
    void byHelmItRepairsAndByUninstallAllIsAsItWas() throws Exception {
        // given
        var before = state();
        assertThat(world.call(40).failed()).isPositive();
        var policy = ShellBlocks.below(INSTALL, "First policy");

        // when
        type(ShellBlocks.below(INSTALL, "Install").getLast());
        type(policy.getFirst());
        try (var operator = start()) {
            world.awaitCondition("SelectorsApplied", "AuditMode");
            assertThat(operator.writesToServices()).isEmpty();
            type(policy.getLast());

            // then
            assertRepaired(operator);

            // when
            removePolicies();
            type(ShellBlocks.below(UNINSTALL, "3. Delete the operator").getLast());
        }
        assertThat(shell.sh("kubectl get whip -A 2>&1"))
                .as("the definition stays")
                .contains("No resources found");
        removeDefinition();

        // then
        assertIsAgain(before);
    }

    private void type(String block) throws Exception {
        shell.sh("cd '%s'%n%s".formatted(PROJECT, block));
    }

    /** One Pod of the Deployment that is there now, under its account. */
    private Replica start() {
        var api = plane.configuration(ShippedAccount.token(plane.client()));
        var deployment = plane.client()
                .apps()
                .deployments()
                .inNamespace(ShippedAccount.NAMESPACE)
                .withName("webhook-isolation")
                .require();
        return Replica.start(plane, "by-the-pages", api, deployment);
    }

    private void assertRepaired(Replica operator) {
        world.awaitRepair();
        world.awaitCondition("Isolated", "Isolated");
        assertThat(world.call(40).errors()).isEmpty();
        assertThat(world.leftTheNeighbourAlone()).isTrue();
        assertThat(operator.writes())
                .isNotEmpty()
                .allMatch(call -> call.namespace().equals(world.name()));
    }

    private void removePolicies() throws Exception {
        for (var block : ShellBlocks.below(UNINSTALL, "1. Decide what becomes of narrowed Services")) {
            type(block);
        }
        var delete = ShellBlocks.below(UNINSTALL, "2. Delete the policies");
        type(delete.getFirst());
        assertThat(shell.sh(delete.getLast())).as("what is left of us").isEmpty();
        assertThat(world.isNarrowed()).isFalse();
    }

    private void removeDefinition() throws Exception {
        type(ShellBlocks.below(UNINSTALL, "4. Delete the definition").getFirst());
    }

    private String state() throws Exception {
        return shell.sh(STATE);
    }

    /** The cluster's own roles and lists of APIs follow a moment later. */
    private void assertIsAgain(String before) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(state()).isEqualTo(before));
        assertThat(world.call(40).failed()).isPositive();
    }
}
