package io.webhookisolation.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.webhookisolation.cluster.real.WithTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Helm makes of the chart, held against kustomize where both do the same. */
@WithTools
class ChartTest {

    private static final String NAMESPACE = "webhook-isolation-system";
    private static final Path CI = Chart.FOLDER.resolve("ci");

    static List<Path> combinations() throws IOException {
        try (var files = Files.list(CI)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void helm_finds_nothing_to_complain_of(Path values) {
        // when
        var done = Rendering.helm("lint", NAMESPACE, "-f", values.toString());

        // then
        assertThat(done.code()).as(done.output() + done.errors()).isZero();
        assertThat(done.output()).doesNotContain("WARNING", "ERROR");
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void whatever_is_set_the_selectors_match_and_the_pod_keeps_the_restricted_standard(Path values) {
        // when
        var installation = Rendering.chart(NAMESPACE, "-f", values.toString());

        // then
        var deployment = installation.all(Deployment.class).getFirst().getSpec();
        var selected = deployment.getSelector().getMatchLabels();
        assertThat(deployment.getTemplate().getMetadata().getLabels()).containsAllEntriesOf(selected);
        assertThat(installation.all(Service.class))
                .allMatch(service -> service.getSpec().getSelector().equals(selected));
        assertThat(installation.all(PodDisruptionBudget.class))
                .allMatch(budget ->
                        budget.getSpec().getSelector().getMatchLabels().equals(selected));
        assertThat(installation.all(NetworkPolicy.class))
                .allMatch(policy ->
                        policy.getSpec().getPodSelector().getMatchLabels().equals(selected));
        var pod = deployment.getTemplate().getSpec();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getContainers()).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
        });
    }

    @ParameterizedTest
    @CsvSource({"observe, audit-only", "audit, audit", "narrow, narrow", "rotate, rotate"})
    void each_mode_has_the_rights_and_the_pod_that_kustomize_gives_it(String ceiling, String overlay) {
        // given
        var kustomize = Rendering.overlay(overlay);

        // when
        var helm = Rendering.chart(NAMESPACE, "--set", "modeCeiling=" + ceiling);

        // then
        assertThat(Granted.by(helm)).isEqualTo(Granted.by(kustomize));
        assertThat(forUsers(helm)).isEqualTo(forUsers(kustomize)).hasSize(2);
        assertThat(names(helm, Deployment.class)).isEqualTo(names(kustomize, Deployment.class));
        assertThat(names(helm, ServiceAccount.class)).isEqualTo(names(kustomize, ServiceAccount.class));
        assertThat(comparable(helm)).isEqualTo(comparable(kustomize));
    }

    @Test
    void every_component_of_kustomize_that_grants_something_is_a_value() throws IOException {
        // given
        var folder = Files.createTempDirectory(Path.of("target"), "kustomization");
        Files.writeString(folder.resolve("kustomization.yaml"), """
                resources: [../../deploy/kustomize/base]
                components:
                  - ../../deploy/kustomize/components/label-workloads
                  - ../../deploy/kustomize/components/read-secrets
                  - ../../deploy/kustomize/components/policy-authors
                """);
        var kustomize = Rendering.kustomize(folder);

        // when
        var helm = Rendering.chart(
                NAMESPACE, "--set", "rbac.labelWorkloads=true,rbac.readSecrets=true,admissionPolicy.enabled=true");

        // then
        assertThat(Granted.by(helm)).isEqualTo(Granted.by(kustomize));
        assertThat(helm.all(ValidatingAdmissionPolicy.class).getFirst().getSpec())
                .isEqualTo(kustomize
                        .all(ValidatingAdmissionPolicy.class)
                        .getFirst()
                        .getSpec());
        assertThat(helm.all(ValidatingAdmissionPolicyBinding.class).getFirst().getSpec())
                .isEqualTo(kustomize
                        .all(ValidatingAdmissionPolicyBinding.class)
                        .getFirst()
                        .getSpec());
    }

    @Test
    void for_some_namespaces_the_same_rights_are_granted_there_and_the_rest_is_what_has_no_namespace() {
        // given
        var everywhere = Granted.by(Rendering.overlay("narrow"));

        // when
        var granted = Granted.by(Rendering.chart(NAMESPACE, "--set", "watchNamespaces={operators,platform}"));

        // then
        assertThat(granted.inNamespace().get("operators"))
                .isEqualTo(granted.inNamespace().get("platform"));
        assertThat(granted.everywhere())
                .doesNotContainAnyElementsOf(granted.inNamespace().get("operators"))
                .containsExactly(
                        "create authorization.k8s.io/selfsubjectaccessreviews",
                        "list admissionregistration.k8s.io/mutatingwebhookconfigurations",
                        "list admissionregistration.k8s.io/validatingwebhookconfigurations",
                        "list apiextensions.k8s.io/customresourcedefinitions",
                        "list apiregistration.k8s.io/apiservices",
                        "watch admissionregistration.k8s.io/mutatingwebhookconfigurations",
                        "watch admissionregistration.k8s.io/validatingwebhookconfigurations",
                        "watch apiextensions.k8s.io/customresourcedefinitions",
                        "watch apiregistration.k8s.io/apiservices");
        assertThat(granted.anywhere()).isEqualTo(everywhere.anywhere());
    }

    @Test
    void secrets_may_be_written_in_the_named_namespaces_and_the_operators_own() {
        // when
        var granted = Granted.by(Rendering.chart(
                NAMESPACE, "--set", "modeCeiling=rotate,rbac.rotateNamespaces={operators," + NAMESPACE + "}"));

        // then
        assertThat(granted.inNamespace()).containsOnlyKeys("operators", NAMESPACE);
        assertThat(granted.inNamespace().get("operators"))
                .containsExactly("create /secrets", "get /secrets", "patch /secrets");
        assertThat(granted.everywhere()).noneMatch(right -> right.contains("secrets"));
    }

    @ParameterizedTest
    @CsvSource({"true, keep", "false, "})
    void the_definition_stays_unless_it_is_told_not_to(boolean keep, String policy) {
        // when
        var installation = Rendering.chart(NAMESPACE, "--set", "crds.keep=" + keep);

        // then
        assertThat(installation.all(CustomResourceDefinition.class))
                .singleElement()
                .satisfies(definition -> assertThat(definition.getMetadata().getAnnotations())
                        .isEqualTo(policy == null ? Map.of() : Map.of("helm.sh/resource-policy", policy)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas=3                   | additional properties 'replicas' not allowed",
                "image.Tag=1                  | additional properties 'Tag' not allowed",
                "modeCeiling=repair           | value must be one of 'observe', 'audit', 'narrow', 'rotate'",
                "watchNamespaces={Operators}  | at '/watchNamespaces/0'",
                "leaderElection.retryPeriod=2 | at '/leaderElection/retryPeriod'",
                "serviceAccount.create=false  | serviceAccount.name must be set"
            })
    void a_wrong_value_is_an_error_that_names_it(String value, String told) {
        // when
        var done = Rendering.helm("template", NAMESPACE, "--set", value);

        // then
        assertThat(done.code()).isNotZero();
        assertThat(done.errors()).contains(told);
    }

    @Test
    void helm_3_makes_the_same_of_it() {
        // given
        var arguments = new String[] {
            "template",
            "webhook-isolation",
            Chart.FOLDER.toString(),
            "-f",
            CI.resolve("everything-values.yaml").toString()
        };

        // when
        var three = Rendering.run("helm-3", arguments);
        var four = Rendering.run("helm-4", arguments);

        // then
        assertThat(three.output()).isNotEmpty().isEqualTo(four.output());
    }

    private static SortedMap<String, Object> forUsers(Base installation) {
        var rights = new TreeMap<String, Object>();
        installation.all(ClusterRole.class).stream()
                .filter(role -> role.getMetadata().getName().startsWith("webhook-isolation-policies-"))
                .forEach(role -> rights.put(role.getMetadata().getName(), Rights.of(role.getRules())));
        return rights;
    }

    private static <T extends HasMetadata> List<String> names(Base installation, Class<T> kind) {
        return installation.all(kind).stream()
                .map(object -> object.getMetadata().getName())
                .toList();
    }

    /** Less what is Helm's own: the release in labels, the pull policy, leader election as flags; environment variables have no order. */
    private static PodSpec comparable(Base installation) {
        var pod = new PodSpecBuilder(installation
                        .all(Deployment.class)
                        .getFirst()
                        .getSpec()
                        .getTemplate()
                        .getSpec())
                .build();
        pod.getTopologySpreadConstraints().forEach(spread -> spread.setLabelSelector(null));
        pod.getContainers().forEach(container -> {
            container.setImagePullPolicy(null);
            container.setArgs(List.of(container.getArgs().getFirst()));
            container.setEnv(container.getEnv().stream()
                    .sorted((one, other) -> one.getName().compareTo(other.getName()))
                    .toList());
        });
        return pod;
    }
}
