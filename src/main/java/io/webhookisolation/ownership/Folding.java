package io.webhookisolation.ownership;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.TemplateControl;
import io.webhookisolation.model.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Folds what is controlled into what controls it: Pod into ReplicaSet into Deployment, Pod into Job into CronJob, and
 * ReplicaSet, Job or Pod into a custom resource that only their owner references name (Argo Rollout, CloneSet).
 *
 * <p>A Deployment, StatefulSet, DaemonSet or CronJob stays a unit of its own even if a custom resource controls it: one
 * such resource often controls several workloads that have nothing in common.
 */
final class Folding {

    private static final Set<String> FOLDED = Set.of("ReplicaSet", "Job");

    private final Snapshot snapshot;
    private final Map<Name, Workload> workloads = new HashMap<>();
    private final Map<ObjectKey, Members> members = new TreeMap<>();

    Folding(Snapshot snapshot) {
        this.snapshot = snapshot;
        snapshot.workloads().forEach(workload -> workloads.putIfAbsent(Name.of(workload.key()), workload));
    }

    Map<String, List<Unit>> units() {
        for (var workload : snapshot.workloads()) {
            var top = topOf(workload);
            if (top.equals(workload.key())) {
                membersOf(top).top = Optional.of(workload);
            } else {
                membersOf(top).revisions.add(workload);
            }
        }
        for (var pod : snapshot.pods()) {
            if (!pod.finished()) {
                membersOf(topOf(pod)).pods.add(pod);
            }
        }
        return members.entrySet().stream()
                .map(unit -> unit.getValue().toUnit(unit.getKey()))
                .collect(Collectors.groupingBy(unit -> unit.key().namespace()));
    }

    private Members membersOf(ObjectKey unit) {
        return members.computeIfAbsent(unit, absent -> new Members());
    }

    private ObjectKey topOf(Pod pod) {
        // The Pods of a node's own manifests name the Node as controller; they have nothing else in common.
        return pod.controller()
                .filter(controller -> !controller.kind().equals("Node"))
                .map(controller ->
                        seen(pod.key(), controller).map(this::topOf).orElseGet(() -> unseen(pod.key(), controller)))
                .orElse(pod.key());
    }

    private ObjectKey topOf(Workload workload) {
        return workload.controller()
                .filter(controller -> FOLDED.contains(workload.key().kind()))
                .map(controller -> seen(workload.key(), controller)
                        .map(Workload::key)
                        .orElseGet(() -> unseen(workload.key(), controller)))
                .orElse(workload.key());
    }

    private Optional<Workload> seen(ObjectKey child, OwnerReference controller) {
        return Optional.ofNullable(workloads.get(new Name(child.namespace(), controller.kind(), controller.name())));
    }

    private static ObjectKey unseen(ObjectKey child, OwnerReference controller) {
        return new ObjectKey(
                controller.apiVersion(), controller.kind(), child.namespace(), controller.name(), Source.CLUSTER);
    }

    private record Name(String namespace, String kind, String name) {
        static Name of(ObjectKey key) {
            return new Name(key.namespace(), key.kind(), key.name());
        }
    }

    /** What was found for one unit. */
    private static final class Members {
        private Optional<Workload> top = Optional.empty();
        private final List<Workload> revisions = new ArrayList<>();
        private final List<Pod> pods = new ArrayList<>();

        Unit toUnit(ObjectKey key) {
            return top.map(this::known).orElseGet(() -> inferred(key));
        }

        private Unit known(Workload workload) {
            return new Unit(
                    workload.key(),
                    workload.provenance(),
                    workload.matchLabels(),
                    workload.template(),
                    revisions,
                    pods,
                    workload.desiredPods(),
                    workload.rollout(),
                    workload.controller(),
                    workload.control());
        }

        private Unit inferred(ObjectKey key) {
            return revisions.isEmpty() ? ofPods(key) : ofRevisions(key);
        }

        /** A bare Pod, or a custom resource that makes Pods itself. */
        private Unit ofPods(ObjectKey key) {
            var last = pods.getLast();
            return new Unit(
                    key,
                    last.provenance(),
                    LabelSet.EMPTY,
                    last.spec(),
                    List.of(),
                    pods,
                    pods.size(),
                    Rollout.SETTLED,
                    Optional.empty(),
                    TemplateControl.NONE);
        }

        /** A custom resource whose own template we cannot read: what it made speaks for it. */
        private Unit ofRevisions(ObjectKey key) {
            var wanted = revisions.stream()
                    .filter(revision -> revision.desiredPods() > 0)
                    .toList();
            var newest = (wanted.isEmpty() ? revisions : wanted).getLast();
            return new Unit(
                    key,
                    newest.provenance(),
                    LabelSet.EMPTY,
                    newest.template(),
                    revisions,
                    pods,
                    wanted.stream().mapToInt(Workload::desiredPods).sum(),
                    rollout(wanted),
                    Optional.empty(),
                    TemplateControl.NONE);
        }

        private static Rollout rollout(List<Workload> wanted) {
            return wanted.size() > 1
                    ? Rollout.open(wanted.size() + " of its revisions want Pods")
                    : wanted.stream().map(Workload::rollout).findFirst().orElse(Rollout.SETTLED);
        }
    }
}
