package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.PodTemplate;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.TemplateControl;
import io.webhookisolation.model.Workload;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts the objects that make Pods; in a file, where nothing has a status, every rollout counts as settled. */
public final class WorkloadConversion {

    private WorkloadConversion() {}

    public static Workload toModel(Deployment object, Source source, Provenance provenance) {
        var spec = object.getSpec() == null ? new DeploymentSpec() : object.getSpec();
        return workload(
                object,
                source,
                provenance,
                new Pods(spec.getSelector(), PodConversion.template(spec.getTemplate()), replicas(spec.getReplicas())),
                source.isCluster() ? Rollouts.of(object) : Rollout.SETTLED,
                source.isCluster() ? TemplateControls.of(object) : TemplateControl.NONE);
    }

    public static Workload toModel(StatefulSet object, Source source, Provenance provenance) {
        var spec = object.getSpec() == null ? new StatefulSetSpec() : object.getSpec();
        return workload(
                object,
                source,
                provenance,
                new Pods(spec.getSelector(), PodConversion.template(spec.getTemplate()), replicas(spec.getReplicas())),
                source.isCluster() ? Rollouts.of(object) : Rollout.SETTLED,
                TemplateControl.NONE.with(RestartsOnChange.of(object, spec.getTemplate())));
    }

    public static Workload toModel(ReplicaSet object, Source source, Provenance provenance) {
        var spec = object.getSpec() == null ? new ReplicaSetSpec() : object.getSpec();
        return workload(
                object,
                source,
                provenance,
                new Pods(spec.getSelector(), PodConversion.template(spec.getTemplate()), replicas(spec.getReplicas())),
                source.isCluster() ? Rollouts.of(object) : Rollout.SETTLED);
    }

    public static Workload toModel(DaemonSet object, Source source, Provenance provenance) {
        var spec = object.getSpec() == null ? new DaemonSetSpec() : object.getSpec();
        var scheduled = object.getStatus() == null
                ? 0
                : OrEmpty.number(object.getStatus().getDesiredNumberScheduled());
        return workload(
                object,
                source,
                provenance,
                new Pods(
                        spec.getSelector(),
                        PodConversion.template(spec.getTemplate()),
                        source.isCluster() ? scheduled : 1),
                source.isCluster() ? Rollouts.of(object) : Rollout.SETTLED,
                TemplateControl.NONE.with(RestartsOnChange.of(object, spec.getTemplate())));
    }

    public static Workload toModel(Job object, Source source, Provenance provenance) {
        var spec = object.getSpec() == null ? new JobSpec() : object.getSpec();
        var pods = OrEmpty.flag(spec.getSuspend()) ? 0 : OrEmpty.number(spec.getParallelism(), 1);
        return workload(
                object,
                source,
                provenance,
                new Pods(null, PodConversion.template(spec.getTemplate()), pods),
                Rollout.SETTLED);
    }

    public static Workload toModel(CronJob object, Source source, Provenance provenance) {
        return workload(object, source, provenance, new Pods(null, template(object), 0), Rollout.SETTLED);
    }

    /** A Pod of a file that nobody controls: there it stands for itself, as a template of one. */
    static Workload ofBarePod(Pod pod) {
        return new Workload(
                pod.key(),
                pod.uid(),
                pod.provenance(),
                pod.labels(),
                LabelSet.EMPTY,
                pod.spec(),
                pod.finished() ? 0 : 1,
                Rollout.SETTLED,
                Optional.empty());
    }

    private static PodTemplate template(CronJob object) {
        var jobTemplate = object.getSpec() == null ? null : object.getSpec().getJobTemplate();
        return jobTemplate == null || jobTemplate.getSpec() == null
                ? PodTemplate.EMPTY
                : PodConversion.template(jobTemplate.getSpec().getTemplate());
    }

    private static int replicas(@Nullable Integer replicas) {
        return OrEmpty.number(replicas, 1);
    }

    private record Pods(@Nullable LabelSelector selector, PodTemplate template, int desired) {
        LabelSet matchLabels() {
            return selector == null ? LabelSet.EMPTY : LabelSet.of(OrEmpty.map(selector.getMatchLabels()));
        }
    }

    private static Workload workload(
            HasMetadata object, Source source, Provenance provenance, Pods pods, Rollout rollout) {
        return workload(object, source, provenance, pods, rollout, TemplateControl.NONE);
    }

    private static Workload workload(
            HasMetadata object,
            Source source,
            Provenance provenance,
            Pods pods,
            Rollout rollout,
            TemplateControl control) {
        var meta = Metadata.of(object);
        return new Workload(
                meta.key(source),
                meta.uid(),
                provenance,
                meta.labels(),
                pods.matchLabels(),
                pods.template(),
                pods.desired(),
                rollout,
                meta.controller(),
                control);
    }
}
