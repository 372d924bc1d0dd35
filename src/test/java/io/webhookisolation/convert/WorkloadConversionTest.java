package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadConversionTest {

    private static final Source FILE = new Source("a.yaml", 1, 1);

    private static final PodTemplateSpec TEMPLATE = new PodTemplateSpecBuilder()
            .withNewMetadata()
            .addToLabels("app", "lws")
            .endMetadata()
            .build();

    @Test
    void objects_without_spec_have_an_empty_template_and_the_default_number_of_pods() {
        // when
        var workloads = List.of(
                WorkloadConversion.toModel(new Deployment(), FILE, Provenance.NONE),
                WorkloadConversion.toModel(new StatefulSet(), FILE, Provenance.NONE),
                WorkloadConversion.toModel(new ReplicaSet(), FILE, Provenance.NONE),
                WorkloadConversion.toModel(new DaemonSet(), FILE, Provenance.NONE),
                WorkloadConversion.toModel(new Job(), FILE, Provenance.NONE),
                WorkloadConversion.toModel(new CronJob(), FILE, Provenance.NONE));

        // then
        assertThat(workloads).extracting(Workload::desiredPods).containsExactly(1, 1, 1, 1, 1, 0);
        assertThat(workloads)
                .allSatisfy(workload -> assertThat(workload.template().labels()).isEqualTo(LabelSet.EMPTY));
        assertThat(workloads)
                .allSatisfy(workload -> assertThat(workload.rollout()).isEqualTo(Rollout.SETTLED));
    }

    @Test
    void a_deployment_keeps_identity_labels_selector_template_and_controller() {
        // given
        var object = new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("operators")
                .withName("lws")
                .withUid("u1")
                .addToLabels("team", "a")
                .addToOwnerReferences(owner(true, "example.com/v1", "Thing", "main", "u2"))
                .endMetadata()
                .withNewSpec()
                .withReplicas(3)
                .withNewSelector()
                .addToMatchLabels("app", "lws")
                .endSelector()
                .withTemplate(TEMPLATE)
                .endSpec()
                .build();

        // when
        var workload = WorkloadConversion.toModel(object, FILE, Provenance.NONE);

        // then
        assertThat(workload.key().toString()).isEqualTo("Deployment operators/lws");
        assertThat(workload.key().source()).isEqualTo(FILE);
        assertThat(workload.uid()).isEqualTo("u1");
        assertThat(workload.labels()).isEqualTo(LabelSet.of("team", "a"));
        assertThat(workload.matchLabels()).isEqualTo(LabelSet.of("app", "lws"));
        assertThat(workload.template().labels()).isEqualTo(LabelSet.of("app", "lws"));
        assertThat(workload.desiredPods()).isEqualTo(3);
        assertThat(workload.controller()).contains(new OwnerReference("example.com/v1", "Thing", "main", "u2"));
    }

    @Test
    void replicas_count_for_stateful_and_replica_sets_too() {
        // given
        var stateful = new StatefulSetBuilder()
                .withNewSpec()
                .withReplicas(0)
                .withTemplate(TEMPLATE)
                .endSpec()
                .build();
        var replica = new ReplicaSetBuilder()
                .withNewSpec()
                .withReplicas(2)
                .withTemplate(TEMPLATE)
                .endSpec()
                .build();

        // when
        var fromStateful = WorkloadConversion.toModel(stateful, FILE, Provenance.NONE);
        var fromReplica = WorkloadConversion.toModel(replica, FILE, Provenance.NONE);

        // then
        assertThat(fromStateful.desiredPods()).isZero();
        assertThat(fromReplica.desiredPods()).isEqualTo(2);
        assertThat(fromStateful.template()).isEqualTo(fromReplica.template());
    }

    @Test
    void a_daemon_set_wants_what_is_scheduled_on_a_cluster_and_one_in_a_file() {
        // given
        var object = new DaemonSetBuilder()
                .withNewSpec()
                .withTemplate(TEMPLATE)
                .endSpec()
                .withNewStatus()
                .withDesiredNumberScheduled(5)
                .endStatus()
                .build();

        // when
        var live = WorkloadConversion.toModel(object, Source.CLUSTER, Provenance.NONE);
        var filed = WorkloadConversion.toModel(object, FILE, Provenance.NONE);

        // then
        assertThat(live.desiredPods()).isEqualTo(5);
        assertThat(filed.desiredPods()).isEqualTo(1);
    }

    @Test
    void a_job_wants_its_parallelism_unless_it_is_suspended() {
        // given
        var running = new JobBuilder()
                .withNewSpec()
                .withParallelism(4)
                .withTemplate(TEMPLATE)
                .endSpec()
                .build();
        var suspended =
                new JobBuilder(running).editSpec().withSuspend(true).endSpec().build();

        // when
        var workload = WorkloadConversion.toModel(running, FILE, Provenance.NONE);

        // then
        assertThat(workload.desiredPods()).isEqualTo(4);
        assertThat(workload.matchLabels()).isEqualTo(LabelSet.EMPTY);
        assertThat(WorkloadConversion.toModel(suspended, FILE, Provenance.NONE).desiredPods())
                .isZero();
    }

    @Test
    void a_cron_job_shows_the_template_of_its_jobs() {
        // given
        var object = new CronJobBuilder()
                .withNewSpec()
                .withNewJobTemplate()
                .withNewSpec()
                .withTemplate(TEMPLATE)
                .endSpec()
                .endJobTemplate()
                .endSpec()
                .build();

        // when
        var workload = WorkloadConversion.toModel(object, FILE, Provenance.NONE);

        // then
        assertThat(workload.template().labels()).isEqualTo(LabelSet.of("app", "lws"));
        assertThat(workload.desiredPods()).isZero();
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
