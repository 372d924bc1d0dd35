package io.webhookisolation.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class KustomizeBaseTest {

    private static final String NAMESPACE = "webhook-isolation-system";

    private final Base base = Base.read();
    private final Deployment deployment = base.one(Deployment.class, "webhook-isolation");
    private final PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    private final Container container = pod.getContainers().getFirst();

    @Test
    void every_file_of_the_folder_is_listed() throws IOException {
        // given
        var listed = Base.documents(Base.FOLDER.resolve("kustomization.yaml"))
                .flatMap(document ->
                        StreamSupport.stream(document.get("resources").spliterator(), false))
                .map(JsonNode::asText);

        // when
        try (var files = Files.list(Base.FOLDER)) {
            var present =
                    files.map(Path::getFileName).map(Path::toString).filter(name -> !name.equals("kustomization.yaml"));

            // then
            assertThat(listed).containsExactlyInAnyOrderElementsOf(present.toList());
        }
    }

    @Test
    void the_pod_keeps_the_restricted_pod_security_standard_and_a_read_only_root() {
        // when
        var podContext = pod.getSecurityContext();
        var context = container.getSecurityContext();

        // then
        assertThat(podContext.getRunAsNonRoot()).isTrue();
        assertThat(podContext.getRunAsUser()).isPositive();
        assertThat(podContext.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(context.getAllowPrivilegeEscalation()).isFalse();
        assertThat(context.getReadOnlyRootFilesystem()).isTrue();
        assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(context.getCapabilities().getAdd()).isEmpty();
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getVolumes()).allMatch(volume -> volume.getEmptyDir() != null);
    }

    @Test
    void selectors_of_our_own_are_precise_and_match_our_pods() {
        // given
        var labels = deployment.getSpec().getTemplate().getMetadata().getLabels();

        // when
        var metrics =
                base.one(Service.class, "webhook-isolation-metrics").getSpec().getSelector();
        var budget = base.one(PodDisruptionBudget.class, "webhook-isolation")
                .getSpec()
                .getSelector()
                .getMatchLabels();

        // then
        assertThat(labels).containsEntry("app.kubernetes.io/name", "webhook-isolation");
        assertThat(metrics).isEqualTo(labels);
        assertThat(budget).isEqualTo(labels);
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
    }

    @Test
    void named_ports_that_probes_and_the_metrics_service_use_exist() {
        // given
        var ports = container.getPorts().stream().map(port -> port.getName());

        // when
        var metrics = base.one(Service.class, "webhook-isolation-metrics")
                .getSpec()
                .getPorts()
                .getFirst();

        // then
        assertThat(ports).containsExactlyInAnyOrder("metrics", "health");
        assertThat(metrics.getTargetPort().getStrVal()).isEqualTo("metrics");
        assertThat(container.getLivenessProbe().getHttpGet().getPort().getStrVal())
                .isEqualTo("health");
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/livez");
        assertThat(container.getReadinessProbe().getHttpGet().getPort().getStrVal())
                .isEqualTo("health");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
    }

    @Test
    void each_binding_gives_an_existing_role_to_the_account_of_the_pod() {
        // given
        var account = pod.getServiceAccountName();

        // when
        var clusterWide = base.all(ClusterRoleBinding.class);
        var local = base.all(RoleBinding.class);

        // then
        assertThat(clusterWide).isNotEmpty().allSatisfy(binding -> {
            assertThat(base.one(ClusterRole.class, binding.getRoleRef().getName()))
                    .isNotNull();
            assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
                assertThat(subject.getName()).isEqualTo(account);
                assertThat(subject.getNamespace()).isEqualTo(NAMESPACE);
            });
        });
        assertThat(local)
                .singleElement()
                .satisfies(binding ->
                        assertThat(binding.getSubjects().getFirst().getName()).isEqualTo(account));
    }

    @Test
    void every_namespaced_object_is_in_our_namespace() {
        // when
        var namespaced = base.objects().stream().filter(object -> object instanceof Namespaced);

        // then
        assertThat(namespaced)
                .isNotEmpty()
                .extracting((HasMetadata object) -> object.getMetadata().getNamespace())
                .containsOnly(NAMESPACE);
    }
}
