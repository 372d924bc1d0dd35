package io.webhookisolation.ownership;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
    private final Map<Name, List<Workload>> byName = new HashMap<>();
    private final Map<ObjectKey, Members> members = new TreeMap<>();

    Folding(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    Map<String, List<Unit>> units() {
        for (var workload : snapshot.workloads()) {
            byName.computeIfAbsent(Name.of(workload.key()), absent -> new ArrayList<>())
                    .add(workload);
        }
        for (var workload : snapshot.workloads()) {
            var top = topOf(workload);
            var unit = members.computeIfAbsent(top, absent -> new Members());
            if (top.equals(workload.key())) {
                unit.top = Optional.of(workload);
            } else {
                unit.revisions.add(workload);
            }
        }
        for (var pod : snapshot.pods()) {
            if (!pod.finished()) {
                members.computeIfAbsent(topOf(pod), absent -> new Members())
                        .pods
                        .add(pod);
            }
        }
        var units = new HashMap<String, List<Unit>>();
        members.forEach((key, unit) -> units.computeIfAbsent(key.namespace(), absent -> new ArrayList<>())
                .add(unit.toUnit(key)));
        units.replaceAll((namespace, list) -> List.copyOf(list));
        return units;
    }

    private ObjectKey topOf(Pod pod) {
        // The Pods of a node's own manifests name the Node as controller; they have nothing else in common.
        return pod.controller()
                .filter(controller -> !controller.kind().equals("Node"))
                .map(controller -> topOf(pod.key(), controller))
                .orElse(pod.key());
    }

    private ObjectKey topOf(Workload workload) {
        return workload.controller()
                .filter(controller -> FOLDED.contains(workload.key().kind()))
                .map(controller -> topOf(workload.key(), controller))
                .orElse(workload.key());
    }

    private ObjectKey topOf(ObjectKey child, OwnerReference controller) {
        return seen(child, controller).map(this::topOf).orElseGet(() -> unseen(child, controller));
    }

    private Optional<Workload> seen(ObjectKey child, OwnerReference controller) {
        return byName
                .getOrDefault(new Name(child.namespace(), controller.kind(), controller.name()), List.of())
                .stream()
                .filter(workload -> !workload.key().equals(child))
                .filter(workload -> workload.uid().isEmpty()
                        || controller.uid().isEmpty()
                        || workload.uid().equals(controller.uid()))
                .findFirst();
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
                    workload.controller());
        }

        /** A bare Pod, or a custom resource whose own template we cannot read: what it made speaks for it. */
        private Unit inferred(ObjectKey key) {
            var wanted = revisions.stream().mapToInt(Workload::desiredPods).sum();
            return new Unit(
                    key,
                    revisions.isEmpty()
                            ? pods.getLast().provenance()
                            : revisions.getLast().provenance(),
                    LabelSet.EMPTY,
                    revisions.isEmpty() ? pods.getLast().spec() : newest().template(),
                    revisions,
                    pods,
                    revisions.isEmpty() ? pods.size() : wanted,
                    Rollout.SETTLED,
                    Optional.empty());
        }

        private Workload newest() {
            return revisions.stream()
                    .filter(revision -> revision.desiredPods() > 0)
                    .reduce((first, last) -> last)
                    .orElseGet(revisions::getLast);
        }
    }
}
