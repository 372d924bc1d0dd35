package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.Workload;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotAssemblerTest {

    private static final Source FILE = new Source("a.yaml", 1, 1);

    private final SnapshotAssembler assembler = new SnapshotAssembler();

    @Test
    void a_kind_that_says_nothing_about_webhooks_is_not_taken() {
        // given
        var secret = new SecretBuilder().withMetadata(named("s")).build();
        var issuer = new GenericKubernetesResourceBuilder()
                .withApiVersion("cert-manager.io/v1")
                .withKind("Issuer")
                .withMetadata(named("i"))
                .build();

        // when
        var taken = add(secret, Source.CLUSTER) || add(issuer, Source.CLUSTER);

        // then
        assertThat(taken).isFalse();
        assertThat(assembler.live(Map.of())).isEqualTo(new SnapshotAssembler().live(Map.of()));
    }

    @Test
    void every_kind_finds_its_place() {
        // given
        var meta = named("x");
        var certificate = new GenericKubernetesResourceBuilder()
                .withApiVersion("cert-manager.io/v1")
                .withKind("Certificate")
                .withMetadata(meta)
                .build();

        // when
        add(new ServiceBuilder().withMetadata(meta).build(), Source.CLUSTER);
        add(new EndpointSliceBuilder().withMetadata(meta).build(), Source.CLUSTER);
        add(new PodBuilder().withMetadata(meta).build(), Source.CLUSTER);
        add(new DeploymentBuilder().withMetadata(meta).build(), Source.CLUSTER);
        add(new StatefulSetBuilder().withMetadata(meta).build(), Source.CLUSTER);
        add(new DaemonSetBuilder().withMetadata(meta).build(), Source.CLUSTER);
        add(new ReplicaSetBuilder().withMetadata(meta).build(), Source.CLUSTER);
        add(new JobBuilder().withMetadata(meta).build(), Source.CLUSTER);
        add(new CronJobBuilder().withMetadata(meta).build(), Source.CLUSTER);
        add(certificate, Source.CLUSTER);
        add(validating(), Source.CLUSTER);
        add(mutating(), Source.CLUSTER);
        add(conversion(), Source.CLUSTER);
        add(apiService(), Source.CLUSTER);
        var snapshot = assembler.live(Map.of());

        // then
        assertThat(snapshot.live()).isTrue();
        assertThat(snapshot.services()).hasSize(1);
        assertThat(snapshot.slices()).hasSize(1);
        assertThat(snapshot.pods()).hasSize(1);
        assertThat(snapshot.certificates()).hasSize(1);
        assertThat(snapshot.workloads())
                .extracting(workload -> workload.key().kind())
                .containsExactly("CronJob", "DaemonSet", "Deployment", "Job", "ReplicaSet", "StatefulSet");
        assertThat(snapshot.callSites())
                .extracting(site -> site.configuration().kind())
                .containsExactly(
                        "APIService",
                        "CustomResourceDefinition",
                        "MutatingWebhookConfiguration",
                        "ValidatingWebhookConfiguration");
    }

    @Test
    void the_service_that_a_stateful_set_names_governs_it_whatever_came_first() {
        // given
        var stateful = new StatefulSetBuilder()
                .withMetadata(named("db"))
                .withNewSpec()
                .withServiceName("identity")
                .endSpec()
                .build();
        var elsewhere =
                new ObjectMetaBuilder(named("identity")).withNamespace("other").build();

        // when
        add(new ServiceBuilder().withMetadata(named("identity")).build(), Source.CLUSTER);
        add(stateful, Source.CLUSTER);
        add(new ServiceBuilder().withMetadata(named("webhook")).build(), Source.CLUSTER);
        add(new ServiceBuilder().withMetadata(elsewhere).build(), Source.CLUSTER);

        // then
        assertThat(assembler.live(Map.of()).services())
                .filteredOn(Service::governs)
                .extracting(service -> service.reference().toString())
                .containsExactly("operators/identity");
    }

    @Test
    void in_files_a_bare_pod_is_a_workload_of_one_and_what_a_cluster_makes_is_left_out() {
        // given
        var bare = new PodBuilder().withMetadata(named("bare")).build();
        var made = new PodBuilder()
                .withMetadata(new ObjectMetaBuilder(named("made"))
                        .addToOwnerReferences(owner(true, "apps/v1", "ReplicaSet", "x", "u1"))
                        .build())
                .build();

        // when
        add(bare, FILE);
        add(made, FILE);
        add(new EndpointSliceBuilder().withMetadata(named("slice")).build(), FILE);
        var snapshot = assembler.ofFiles();

        // then
        assertThat(snapshot.live()).isFalse();
        assertThat(snapshot.pods()).isEmpty();
        assertThat(snapshot.slices()).isEmpty();
        assertThat(snapshot.workloads())
                .extracting(workload -> workload.key().kindAndName(), Workload::desiredPods)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("Pod/bare", 1));
    }

    @Test
    void values_that_were_converted_before_are_taken_as_they_are() {
        // given
        var other = new SnapshotAssembler();
        other.add(new ServiceBuilder().withMetadata(named("s")).build(), Source.CLUSTER, Provenance.NONE);
        other.add(new PodBuilder().withMetadata(named("p")).build(), Source.CLUSTER, Provenance.NONE);
        other.add(new JobBuilder().withMetadata(named("j")).build(), Source.CLUSTER, Provenance.NONE);
        other.add(new EndpointSliceBuilder().withMetadata(named("e")).build(), Source.CLUSTER, Provenance.NONE);
        other.add(apiService(), Source.CLUSTER, Provenance.NONE);
        other.gap(new Gap("Pod", true, "list pods"));
        var expected = other.live(Map.of());

        // when
        expected.services().forEach(assembler::service);
        expected.pods().forEach(assembler::pod);
        expected.workloads().forEach(assembler::workload);
        expected.slices().forEach(assembler::slice);
        expected.callSites().forEach(assembler::callSite);
        expected.gaps().forEach(assembler::gap);

        // then
        assertThat(assembler.live(Map.of())).isEqualTo(expected);
        assertThat(expected.complete()).isFalse();
    }

    private boolean add(HasMetadata object, Source source) {
        return assembler.add(object, source, Provenance.NONE);
    }

    private static ObjectMeta named(String name) {
        return new ObjectMetaBuilder().withNamespace("operators").withName(name).build();
    }

    private static HasMetadata validating() {
        return new ValidatingWebhookConfigurationBuilder()
                .addNewWebhook()
                .endWebhook()
                .build();
    }

    private static HasMetadata mutating() {
        return new MutatingWebhookConfigurationBuilder()
                .addNewWebhook()
                .endWebhook()
                .build();
    }

    private static HasMetadata conversion() {
        return new CustomResourceDefinitionBuilder()
                .withNewSpec()
                .withNewConversion()
                .withStrategy("Webhook")
                .withNewWebhook()
                .endWebhook()
                .endConversion()
                .endSpec()
                .build();
    }

    private static HasMetadata apiService() {
        return new APIServiceBuilder()
                .withNewSpec()
                .withNewService()
                .endService()
                .endSpec()
                .build();
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
