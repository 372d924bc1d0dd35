package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.webhookisolation.model.ContainerPort;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.PodTemplate;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Source;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodConversionTest {

    @Test
    void a_pod_without_spec_and_status_is_neither_ready_nor_reachable() {
        // given
        var bare = new io.fabric8.kubernetes.api.model.Pod();

        // when
        var model = convert(bare);

        // then
        assertThat(model.spec()).isEqualTo(PodTemplate.EMPTY);
        assertThat(model.ready()).isFalse();
        assertThat(model.addresses()).isEmpty();
        assertThat(model.nodeName()).isEmpty();
    }

    @Test
    void a_running_pod_keeps_its_addresses_node_and_controller() {
        // given
        var object = new PodBuilder()
                .withNewMetadata()
                .withName("a")
                .withUid("u1")
                .addToLabels("app", "lws")
                .addToOwnerReferences(owner(false, "apps/v1", "Mere", "owner", "u2"))
                .addToOwnerReferences(owner(true, "apps/v1", "ReplicaSet", "a-1", "u3"))
                .endMetadata()
                .withNewSpec()
                .withNodeName("n1")
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP("10.0.0.1")
                .addNewPodIP("10.0.0.1")
                .addNewPodIP("fd00::1")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();

        // when
        var model = convert(object);

        // then
        assertThat(model.labels()).isEqualTo(LabelSet.of("app", "lws"));
        assertThat(model.addresses()).containsExactly("10.0.0.1", "fd00::1");
        assertThat(model.ready()).isTrue();
        assertThat(model.nodeName()).isEqualTo("n1");
        assertThat(model.controller()).contains(new OwnerReference("apps/v1", "ReplicaSet", "a-1", "u3"));
        assertThat(model.terminating() || model.finished()).isFalse();
    }

    @Test
    void the_single_address_stands_in_where_the_list_is_missing() {
        // given
        var object = new PodBuilder()
                .withNewStatus()
                .withPodIP("10.0.0.1")
                .endStatus()
                .build();

        // when
        var model = convert(object);

        // then
        assertThat(model.addresses()).containsExactly("10.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({"Ready, False", "Ready, Unknown", "ContainersReady, True"})
    void only_a_true_ready_condition_makes_a_pod_ready(String type, String status) {
        // given
        var object = new PodBuilder()
                .withNewStatus()
                .addNewCondition()
                .withType(type)
                .withStatus(status)
                .endCondition()
                .endStatus()
                .build();

        // when
        var model = convert(object);

        // then
        assertThat(model.ready()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Succeeded, true", "Failed, true", "Running, false", "Pending, false"})
    void a_pod_is_finished_in_its_last_phases(String phase, boolean finished) {
        // given
        var object =
                new PodBuilder().withNewStatus().withPhase(phase).endStatus().build();

        // when
        var model = convert(object);

        // then
        assertThat(model.finished()).isEqualTo(finished);
    }

    @Test
    void sidecars_serve_like_containers_and_other_init_containers_do_not() {
        // given
        var spec = new PodSpecBuilder()
                .addNewContainer()
                .addNewPort()
                .withName("webhook")
                .withContainerPort(9443)
                .endPort()
                .endContainer()
                .addNewInitContainer()
                .withRestartPolicy("Always")
                .addNewPort()
                .withContainerPort(53)
                .withProtocol("UDP")
                .endPort()
                .endInitContainer()
                .addNewInitContainer()
                .addNewPort()
                .withContainerPort(1)
                .endPort()
                .endInitContainer()
                .build();

        // when
        var template = template(spec);

        // then
        assertThat(template.ports())
                .containsExactly(new ContainerPort("webhook", 9443, "TCP"), new ContainerPort("", 53, "UDP"));
    }

    @Test
    void secrets_are_found_in_plain_and_projected_volumes() {
        // given
        var spec = new PodSpecBuilder()
                .addNewVolume()
                .withName("a")
                .withNewSecret()
                .withSecretName("webhook-server-cert")
                .endSecret()
                .endVolume()
                .addNewVolume()
                .withName("b")
                .withNewProjected()
                .addNewSource()
                .withNewSecret()
                .withName("projected-cert")
                .endSecret()
                .endSource()
                .addNewSource()
                .withNewConfigMap()
                .withName("config")
                .endConfigMap()
                .endSource()
                .endProjected()
                .endVolume()
                .addNewVolume()
                .withName("c")
                .withNewSecret()
                .endSecret()
                .endVolume()
                .addNewVolume()
                .withName("d")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .build();

        // when
        var template = template(spec);

        // then
        assertThat(template.secretMounts()).containsExactly("projected-cert", "webhook-server-cert");
    }

    @Test
    void a_secret_is_optional_only_where_each_of_its_volumes_is() {
        // given
        var spec = new PodSpecBuilder()
                .addNewVolume()
                .withName("a")
                .withNewSecret()
                .withSecretName("spare")
                .withOptional(true)
                .endSecret()
                .endVolume()
                .addNewVolume()
                .withName("b")
                .withNewSecret()
                .withSecretName("needed")
                .withOptional(true)
                .endSecret()
                .endVolume()
                .addNewVolume()
                .withName("c")
                .withNewProjected()
                .addNewSource()
                .withNewSecret()
                .withName("needed")
                .endSecret()
                .endSource()
                .endProjected()
                .endVolume()
                .build();

        // when
        var template = template(spec);

        // then
        assertThat(template.secretMounts()).containsExactly("needed", "spare");
        assertThat(template.optionalSecrets()).containsExactly("spare");
    }

    @Test
    void network_readiness_and_account_are_seen() {
        // given
        var spec = new PodSpecBuilder()
                .withHostNetwork(true)
                .withServiceAccount("old-field")
                .addNewContainer()
                .endContainer()
                .addToContainers(new ContainerBuilder()
                        .withNewReadinessProbe()
                        .endReadinessProbe()
                        .build())
                .build();

        // when
        var template = template(spec);

        // then
        assertThat(template.hostNetwork()).isTrue();
        assertThat(template.readinessProbe()).isTrue();
        assertThat(template.serviceAccount()).isEqualTo("old-field");
        assertThat(template(new PodSpec())).isEqualTo(PodTemplate.EMPTY);
    }

    @Test
    void null_entries_in_lists_are_no_entries() {
        // given
        var spec = new PodSpec();
        spec.setContainers(
                Arrays.asList(new ContainerBuilder().withArgs("lws-webhook").build(), null));
        spec.setVolumes(null);

        // when
        var template = template(spec);

        // then
        assertThat(template.words()).containsExactly("lws-webhook");
    }

    private static PodTemplate template(PodSpec spec) {
        return PodConversion.template(null, spec);
    }

    private static Pod convert(io.fabric8.kubernetes.api.model.Pod object) {
        return PodConversion.toModel(object, Source.CLUSTER, Provenance.NONE);
    }

    private static io.fabric8.kubernetes.api.model.OwnerReference owner(
            boolean controller, String apiVersion, String kind, String name, String uid) {
        return new OwnerReferenceBuilder()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withName(name)
                .withUid(uid)
                .withController(controller)
                .build();
    }
}
