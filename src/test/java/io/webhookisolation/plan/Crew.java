package io.webhookisolation.plan;

import io.webhookisolation.model.ContainerPort;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.PodTemplate;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.RestartOnChange;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.TemplateControl;
import io.webhookisolation.model.TemplateRecord;
import io.webhookisolation.model.Workload;
import io.webhookisolation.model.WorkloadVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One workload of a {@link Scene}: a Deployment with one revision and one ready Pod, unless told otherwise. */
final class Crew {

    final String name;
    String kind = "Deployment";
    String component;
    LabelSet labels;
    LabelSet matchLabels;
    Relation relation;
    Relation proved;
    boolean receivesTraffic = true;
    int replicas = 1;
    Rollout rollout = Rollout.SETTLED;
    Optional<OwnerReference> controller = Optional.empty();
    TemplateControl control = control("", "");
    Optional<String> olmOwner = Optional.empty();
    final SortedSet<String> mounts = new TreeSet<>();
    final List<Workload> revisions = new ArrayList<>();
    final List<Pod> pods = new ArrayList<>();

    Crew(String name, Relation relation, LabelSet labels) {
        this.name = name;
        this.component = name;
        this.labels = labels;
        this.matchLabels = labels;
        this.relation = relation;
        this.proved = relation;
    }

    /** A template that may be labelled, unless a hazard is named. */
    static TemplateControl control(String hazard, String probedPort) {
        return new TemplateControl(
                "17",
                SelectorManager.NONE,
                hazard,
                new TreeSet<>(probedPort.isEmpty() ? Set.of() : Set.of(probedPort)),
                new TreeSet<>(),
                RestartOnChange.NONE,
                true,
                Optional.empty(),
                false,
                false);
    }

    /** As we leave it: the label in the template, and our record. */
    Crew labelled(LabelSet label) {
        labels = labels.plus(label);
        control = control.with(new TemplateRecord(label, Scene.WEBHOOK.name(), Scene.NOW, "operators/webhooks"));
        return this;
    }

    ObjectKey key() {
        return ObjectKey.live("apps/v1", kind, Scene.NAMESPACE, name);
    }

    Crew relation(Relation suggested, Relation strict) {
        relation = suggested;
        proved = strict;
        return this;
    }

    /** Adds a ReplicaSet; its Pods are added by {@link #pod}. */
    Crew revision(String suffix, LabelSet template, int wanted) {
        var revision = ObjectKey.live("apps/v1", "ReplicaSet", Scene.NAMESPACE, name + suffix);
        revisions.add(new Workload(
                revision,
                "uid-" + revision.name(),
                Provenance.NONE,
                template,
                matchLabels,
                template(template),
                wanted,
                Rollout.SETTLED,
                Optional.of(reference(key()))));
        return this;
    }

    Crew pod(String suffix, LabelSet podLabels, boolean ready, boolean terminating) {
        var key = ObjectKey.live("v1", "Pod", Scene.NAMESPACE, name + suffix);
        pods.add(new Pod(
                key,
                "uid-" + key.name(),
                Provenance.NONE,
                template(podLabels),
                kind.equals("Pod") ? Optional.empty() : Optional.of(reference(key())),
                List.of("10.0.0.1"),
                ready,
                terminating,
                false,
                "node-1"));
        return this;
    }

    Workload workload() {
        return new Workload(
                key(),
                "uid-" + name,
                provenance(),
                labels,
                matchLabels,
                template(labels),
                replicas,
                rollout,
                controller,
                control);
    }

    Stream<Workload> workloads() {
        return Stream.concat(Stream.of(workload()), revisions.stream());
    }

    WorkloadVerdict verdict() {
        return new WorkloadVerdict(key(), component, relation, proved, 0, receivesTraffic, List.of());
    }

    private Provenance provenance() {
        return new Provenance(
                component, Optional.empty(), Optional.empty(), olmOwner, Optional.empty(), Optional.empty());
    }

    private PodTemplate template(LabelSet labels) {
        return new PodTemplate(
                labels, List.of(new ContainerPort("webhook", 9443, "TCP")), mounts, new TreeSet<>(), false, true, "");
    }

    private OwnerReference reference(ObjectKey owner) {
        return new OwnerReference(owner.apiVersion(), owner.kind(), owner.name(), "uid-" + owner.name());
    }
}
