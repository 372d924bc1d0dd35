package io.webhookisolation.model;

import java.util.Optional;

/**
 * An object that makes Pods (Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob), as it was read.
 *
 * <p>ReplicaSets and Jobs with a controller appear here too; {@code ownership} folds them into the unit that owns them.
 *
 * @param uid empty in manifests
 * @param matchLabels the immutable {@code spec.selector.matchLabels}; empty for Jobs and CronJobs
 * @param desiredPods Pods that it wants now: {@code replicas}; 0 for suspended Jobs and for CronJobs; for a DaemonSet
 *     the scheduled number, 1 in manifests
 * @param controller its own controller, for example the Deployment of a ReplicaSet or an operator's custom resource
 * @param control who else writes its template; only of a Deployment on a cluster, the one kind whose template we label; of a
 *     StatefulSet or DaemonSet no more than who restarts it
 */
public record Workload(
        ObjectKey key,
        String uid,
        Provenance provenance,
        LabelSet labels,
        LabelSet matchLabels,
        PodTemplate template,
        int desiredPods,
        Rollout rollout,
        Optional<OwnerReference> controller,
        TemplateControl control) {

    /** A workload whose template is not ours to touch. */
    public Workload(
            ObjectKey key,
            String uid,
            Provenance provenance,
            LabelSet labels,
            LabelSet matchLabels,
            PodTemplate template,
            int desiredPods,
            Rollout rollout,
            Optional<OwnerReference> controller) {
        this(
                key,
                uid,
                provenance,
                labels,
                matchLabels,
                template,
                desiredPods,
                rollout,
                controller,
                TemplateControl.NONE);
    }

    public Workload wanting(int pods) {
        return new Workload(key, uid, provenance, labels, matchLabels, template, pods, rollout, controller, control);
    }

    public Workload with(PodTemplate newTemplate, TemplateControl newControl) {
        return new Workload(
                key, uid, provenance, labels, matchLabels, newTemplate, desiredPods, rollout, controller, newControl);
    }
}
