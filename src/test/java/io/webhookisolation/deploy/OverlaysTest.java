package io.webhookisolation.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.webhookisolation.cluster.real.WithTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What kubectl makes of {@code deploy/kustomize/overlays}; the rights of each role are those of {@link RolesTest}. */
@WithTools
class OverlaysTest {

    private static final String NAMESPACE = "webhook-isolation-system";

    @ParameterizedTest
    @CsvSource({
        "audit-only, observe, audit,                     ''",
        "audit,      audit,   audit report,              lease",
        "narrow,     narrow,  audit report narrow,       lease",
        "ha,         narrow,  audit report narrow,       lease",
        "rotate,     rotate,  audit report narrow rotate, lease rotate-secrets"
    })
    void the_operator_is_told_its_ceiling_and_given_the_roles_for_it_and_no_other(
            String overlay, String ceiling, String everywhere, String inItsNamespace) {
        // when
        var installation = Rendering.overlay(overlay);
        var granted = Granted.by(installation);

        // then
        assertThat(deployment(installation)
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getEnv())
                .filteredOn(EnvVar::getName, "WEBHOOK_ISOLATION_MODE_CEILING")
                .extracting(EnvVar::getValue)
                .containsExactly(ceiling);
        assertThat(granted.everywhere()).isEqualTo(rights(installation, everywhere));
        assertThat(granted.inNamespace().getOrDefault(NAMESPACE, rights(installation, "")))
                .isEqualTo(rights(installation, inItsNamespace));
        assertThat(Set.of(NAMESPACE)).containsAll(granted.inNamespace().keySet());
    }

    @Test
    void every_overlay_is_asked_for() throws IOException {
        try (var folders = Files.list(Path.of("deploy", "kustomize", "overlays"))) {
            assertThat(folders.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("audit-only", "audit", "narrow", "ha", "rotate");
        }
    }

    @Test
    void who_only_looks_has_no_verb_that_writes_nor_one_that_reads_single_objects() {
        assertThat(Granted.by(Rendering.overlay("audit-only")).verbs()).containsExactly("list", "watch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit-only", "audit", "narrow", "ha"})
    void nobody_reaches_a_secret_who_does_not_rotate(String overlay) {
        assertThat(Granted.by(Rendering.overlay(overlay)).anywhere())
                .isNotEmpty()
                .noneMatch(right -> right.contains("secrets") || right.contains("*"));
    }

    @Test
    void who_rotates_reaches_secrets_only_where_a_namespace_binds_them() {
        // when
        var granted = Granted.by(Rendering.overlay("rotate"));

        // then
        assertThat(granted.everywhere()).noneMatch(right -> right.contains("secrets"));
        assertThat(granted.inNamespace().get(NAMESPACE)).contains("patch /secrets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit-only", "audit", "narrow", "ha", "rotate"})
    void selectors_match_the_pods_of_this_installation_and_of_no_other_mode(String overlay) {
        // when
        var installation = Rendering.overlay(overlay);
        var spec = deployment(installation);

        // then
        var labels = spec.getTemplate().getMetadata().getLabels();
        assertThat(labels)
                .containsEntry("app.kubernetes.io/component", overlay.equals("rotate") ? "rotator" : "operator");
        assertThat(spec.getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(spec.getTemplate().getSpec().getTopologySpreadConstraints())
                .allSatisfy(spread ->
                        assertThat(spread.getLabelSelector().getMatchLabels()).isEqualTo(labels));
        assertThat(installation
                        .one(Service.class, "webhook-isolation-metrics")
                        .getSpec()
                        .getSelector())
                .isEqualTo(labels);
        assertThat(installation.all(PodDisruptionBudget.class))
                .allSatisfy(budget -> assertThat(budget.getSpec().getSelector().getMatchLabels())
                        .isEqualTo(labels))
                .allSatisfy(
                        budget -> assertThat(budget.getSpec().getMinAvailable().getIntVal())
                                .isEqualTo(spec.getReplicas() - 1));
    }

    @Test
    void what_is_added_to_a_rotating_operator_goes_to_its_account_wherever_it_is_installed() throws IOException {
        // given
        var folder = Files.createTempDirectory(Path.of("target"), "kustomization");
        Files.writeString(folder.resolve("kustomization.yaml"), """
                namespace: platform
                resources: [../../deploy/kustomize/overlays/rotate]
                components:
                  - ../../deploy/kustomize/components/label-workloads
                  - ../../deploy/kustomize/components/read-secrets
                  - ../../deploy/kustomize/components/ha
                """);

        // when
        var installation = Rendering.kustomize(folder);

        // then
        assertThat(installation.all(ServiceAccount.class))
                .extracting(account -> account.getMetadata().getName())
                .containsExactly("webhook-isolation-rotate");
        assertThat(Granted.by(installation).everywhere())
                .isEqualTo(rights(installation, "audit report narrow rotate label secrets"));
        assertThat(deployment(installation).getReplicas()).isEqualTo(3);
    }

    private static DeploymentSpec deployment(Base installation) {
        return installation.all(Deployment.class).getFirst().getSpec();
    }

    private static SortedSet<String> rights(Base installation, String roles) {
        var names = Stream.of(roles.split(" ", -1))
                .map(name -> "webhook-isolation-" + name)
                .toList();
        var rules = Stream.concat(
                installation.all(ClusterRole.class).stream()
                        .filter(role -> names.contains(role.getMetadata().getName()))
                        .map(ClusterRole::getRules),
                installation.all(Role.class).stream()
                        .filter(role -> names.contains(role.getMetadata().getName()))
                        .map(Role::getRules));
        return Rights.of(rules.flatMap(List::stream).toList());
    }
}
