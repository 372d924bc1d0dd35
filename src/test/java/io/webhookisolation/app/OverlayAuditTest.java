package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.format.Audit;
import io.webhookisolation.format.AuditReport;
import io.webhookisolation.format.JsonFormat;
import io.webhookisolation.format.Palette;
import io.webhookisolation.format.TableFormat;
import io.webhookisolation.model.Clash;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.scenario.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would happen if these files were applied to a cluster on which {@code alpha} runs. */
class OverlayAuditTest {

    private static final Path BETA =
            Path.of("src/test/resources/cases/isolation/cluster-scoped-names-claimed-twice/given-beta.yaml");

    private EmbeddedControlPlane plane;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        plane = EmbeddedControlPlane.start();
        plane.createNamespace("operators");
        plane.install(Component.scaffolded("alpha"), "operators");
    }

    @AfterEach
    void stop() {
        plane.close();
    }

    @Test
    void a_newcomer_that_a_broad_selector_would_reach_is_found_before_it_is_installed() throws IOException {
        var newcomer = scaffolded("gamma");

        var audit = audit(newcomer);

        assertThat(audit.analysis().services())
                .extracting(verdict -> verdict.reference().name(), ServiceVerdict::serviceClass)
                .containsExactly(
                        tuple("alpha-webhook-service", ServiceClass.EFFECTIVE_OVERLAP),
                        tuple("beta-webhook-service", ServiceClass.ISOLATED));
        assertThat(audit.analysis().clashes())
                .extracting(Clash::sentence)
                .singleElement()
                .asString()
                .contains("(the cluster)", "gamma", "add app.kubernetes.io/name=alpha to its selector");
        assertThat(new TableFormat(Palette.PLAIN).print(AuditReport.of(audit)))
                .containsPattern(
                        "Cannot share a namespace\\n  .* cannot share a namespace: Service alpha-webhook-service");
        assertThat(new JsonFormat().print(AuditReport.of(audit)))
                .containsPattern("\"place\": \"the cluster\"")
                .contains("\"code\": \"WI101\"");
        assertThat(plane.network().dials()).isEmpty();
    }

    @Test
    void what_stands_in_a_file_replaces_what_runs_and_its_pods_and_revisions() throws IOException {
        var narrowed = Files.writeString(folder.resolve("alpha.yaml"), """
                apiVersion: v1
                kind: Service
                metadata:
                  name: alpha-webhook-service
                spec:
                  ports:
                    - {name: webhook, port: 443, targetPort: 9443}
                  selector:
                    app.kubernetes.io/name: alpha
                """);

        var audit = audit(scaffolded("gamma"), narrowed);

        assertThat(audit.analysis().services())
                .extracting(ServiceVerdict::serviceClass)
                .containsOnly(ServiceClass.ISOLATED);
        assertThat(audit.analysis().clashes()).isEmpty();
    }

    @Test
    void a_cluster_scoped_name_that_another_component_has_is_told_of_and_an_upgrade_is_not() throws IOException {
        bind("alpha-system", "manager-rolebinding");

        var taken = audit(BETA);
        plane.client()
                .rbac()
                .clusterRoleBindings()
                .withName("manager-rolebinding")
                .delete();
        bind("operators", "manager-rolebinding");
        var upgrade = audit(BETA);

        assertThat(taken.analysis().findings())
                .filteredOn(finding -> finding.code() == FindingCode.WI305)
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .startsWith(
                        "ClusterRoleBinding manager-rolebinding of the cluster is another component's than that of ");
        assertThat(upgrade.analysis().findings()).extracting(Finding::code).doesNotContain(FindingCode.WI305);
    }

    @Test
    void without_the_right_to_see_who_has_a_name_there_is_no_verdict() {
        plane.server().access().deny("get", "rbac.authorization.k8s.io", "clusterroles");

        assertThatThrownBy(() -> audit(BETA))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("cannot get ClusterRole manager-role, so whose it is stays unknown: ");
    }

    private void bind(String namespace, String name) {
        plane.client()
                .resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "manager-role")
                        .addNewSubject("", "ServiceAccount", "controller-manager", namespace)
                        .build())
                .create();
    }

    /** Beta, whose Pods carry the scaffold label besides, in a file of this name. */
    private Path scaffolded(String name) throws IOException {
        var labelled = Files.readString(BETA)
                .replace(
                        "        app.kubernetes.io/name: beta",
                        "        app.kubernetes.io/name: beta\n        control-plane: controller-manager");
        return Files.writeString(folder.resolve(name + ".yaml"), labelled);
    }

    private Audit audit(Path... files) {
        var shell = new TestShell();
        var names = List.of(files).stream().map(Path::toString).toList();
        var manifests =
                new FileAudit(names, java.io.InputStream.nullInputStream(), "operators", InstantSource.system());
        return new OverlayAudit(manifests, () -> plane.clientAs("auditor"), false, "operators")
                .read(new Progress(shell.shell()));
    }
}
