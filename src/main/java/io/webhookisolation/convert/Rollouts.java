package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.webhookisolation.model.Rollout;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads from a workload's status whether all its Pods are of the newest template; what is not said is not settled. */
final class Rollouts {

    private Rollouts() {}

    static Rollout of(Deployment object) {
        var status = object.getStatus() == null ? new DeploymentStatus() : object.getStatus();
        var wanted =
                object.getSpec() == null ? 1 : OrEmpty.number(object.getSpec().getReplicas(), 1);
        return judge(
                Metadata.of(object).generation(),
                status.getObservedGeneration(),
                new Counts(wanted, status.getReplicas(), status.getUpdatedReplicas(), status.getAvailableReplicas()));
    }

    static Rollout of(StatefulSet object) {
        var status = object.getStatus() == null ? new StatefulSetStatus() : object.getStatus();
        var wanted =
                object.getSpec() == null ? 1 : OrEmpty.number(object.getSpec().getReplicas(), 1);
        var rollout = judge(
                Metadata.of(object).generation(),
                status.getObservedGeneration(),
                new Counts(wanted, status.getReplicas(), status.getUpdatedReplicas(), status.getAvailableReplicas()));
        return rollout.settled() && !Objects.equals(status.getCurrentRevision(), status.getUpdateRevision())
                ? Rollout.open("revision " + OrEmpty.text(status.getUpdateRevision()) + " is not yet the current one")
                : rollout;
    }

    /** A ReplicaSet never changes its Pods' template, so that each of its Pods is up to date. */
    static Rollout of(ReplicaSet object) {
        var status = object.getStatus() == null ? new ReplicaSetStatus() : object.getStatus();
        var wanted =
                object.getSpec() == null ? 1 : OrEmpty.number(object.getSpec().getReplicas(), 1);
        return judge(
                Metadata.of(object).generation(),
                status.getObservedGeneration(),
                new Counts(wanted, status.getReplicas(), status.getReplicas(), status.getAvailableReplicas()));
    }

    static Rollout of(DaemonSet object) {
        var status = object.getStatus() == null ? new DaemonSetStatus() : object.getStatus();
        return judge(
                Metadata.of(object).generation(),
                status.getObservedGeneration(),
                new Counts(
                        OrEmpty.number(status.getDesiredNumberScheduled()),
                        status.getCurrentNumberScheduled(),
                        status.getUpdatedNumberScheduled(),
                        status.getNumberAvailable()));
    }

    /** The API server leaves counts of 0 out. */
    private record Counts(int wanted, int present, int updated, int available) {
        Counts(int wanted, @Nullable Integer present, @Nullable Integer updated, @Nullable Integer available) {
            this(wanted, OrEmpty.number(present), OrEmpty.number(updated), OrEmpty.number(available));
        }
    }

    private static Rollout judge(long generation, @Nullable Long observed, Counts counts) {
        if (observed == null || observed < generation) {
            return Rollout.open("generation " + generation + " is not yet observed");
        }
        if (counts.updated() != counts.wanted()) {
            return Rollout.open(counts.updated() + " of " + counts.wanted() + " Pods are of the newest template");
        }
        if (counts.present() != counts.wanted()) {
            return Rollout.open(counts.present() + " Pods are there, " + counts.wanted() + " are wanted");
        }
        return counts.available() == counts.wanted()
                ? Rollout.SETTLED
                : Rollout.open(counts.available() + " of " + counts.wanted() + " Pods are available");
    }
}
