package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.RealOnly;
import io.webhookisolation.cluster.TestNamespace;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pods of every built-in kind of workload behind one broad Service: each is named by what its users deployed. */
@OnControlPlane
class WorkloadKindsTest {

    private final FoundingNamespace world;
    private final RunningOperator operator;

    WorkloadKindsTest(ControlPlane plane, TestNamespace namespace) {
        world = new FoundingNamespace(plane, namespace.name());
        operator = world.startOperator();
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    @RealOnly(because = "no StatefulSet, DaemonSet, Job, CronJob")
    void allForeignWorkloadsAreToldAndKeptOut() {
        // given
        createStatefulSet();
        createDaemonSet();
        createCronJobWithAJob();
        world.lws().awaitEndpoints(5);

        // when
        world.create(Mode.Enforce, OnDelete.Retain);
        world.untilCondition("Isolated", "True", "Isolated");

        // then
        assertThat(world.events())
                .filteredOn(event -> event.getReason().equals("OverlapDetected"))
                .singleElement()
                .satisfies(event -> assertThat(event.getNote())
                        .endsWith("also reaches CronJob/shadow, DaemonSet/shadow, Deployment/kueue-controller-manager,"
                                + " and 1 more"));
        world.lws().awaitEndpoints(1);
        assertThat(world.lws().call(20).errors()).isEmpty();
    }

    private void createStatefulSet() {
        world.client()
                .resource(new StatefulSetBuilder()
                        .withMetadata(meta())
                        .withNewSpec()
                        .withServiceName("shadow")
                        .withSelector(selector("StatefulSet"))
                        .withTemplate(template("StatefulSet"))
                        .endSpec()
                        .build())
                .create();
    }

    private void createDaemonSet() {
        world.client()
                .resource(new DaemonSetBuilder()
                        .withMetadata(meta())
                        .withNewSpec()
                        .withSelector(selector("DaemonSet"))
                        .withTemplate(template("DaemonSet"))
                        .endSpec()
                        .build())
                .create();
    }

    /** As {@code kubectl create job --from=cronjob/shadow} makes it, since nobody wants to wait for the next minute. */
    private void createCronJobWithAJob() {
        var template = template("CronJob");
        template.getSpec().setRestartPolicy("Never");
        var job = new JobSpecBuilder().withTemplate(template).build();
        var cronJob = world.client()
                .resource(new CronJobBuilder()
                        .withMetadata(meta())
                        .withNewSpec()
                        .withSchedule("0 0 1 1 *")
                        .withNewJobTemplate()
                        .withSpec(job)
                        .endJobTemplate()
                        .endSpec()
                        .build())
                .create();
        world.client()
                .resource(new JobBuilder()
                        .withMetadata(new ObjectMetaBuilder(meta())
                                .withName("shadow-manual")
                                .addNewOwnerReference()
                                .withApiVersion("batch/v1")
                                .withKind("CronJob")
                                .withName("shadow")
                                .withUid(cronJob.getMetadata().getUid())
                                .withController(true)
                                .endOwnerReference()
                                .build())
                        .withSpec(job)
                        .build())
                .create();
    }

    private ObjectMeta meta() {
        return new ObjectMetaBuilder()
                .withName("shadow")
                .withNamespace(world.namespace())
                .build();
    }

    private static LabelSelector selector(String kind) {
        return new LabelSelectorBuilder()
                .withMatchLabels(Map.of("app.kubernetes.io/name", "shadow-" + kind))
                .build();
    }

    /** Serves what kueue serves. */
    private PodTemplateSpec template(String kind) {
        var template = world.kueue().manifests().deployment().getSpec().getTemplate();
        template.getMetadata()
                .setLabels(Map.of("control-plane", "controller-manager", "app.kubernetes.io/name", "shadow-" + kind));
        return template;
    }
}
