package io.webhookisolation.suggest;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Workload;
import io.webhookisolation.model.WorkloadVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A repair that a Service is found to need, and the workloads that it was found by. */
record Wanted(String service, RepairKind kind, LabelSet label, String reason, List<Seen> seen) {

    /** A workload by its name, and what it is to the Service. */
    record Seen(String name, Relation relation, List<Evidence> evidence) {}

    /** The templates of the owners need the label before the selector asks for it. */
    static Wanted label(String service, LabelSet label) {
        return new Wanted(service, RepairKind.LABEL_THEN_NARROW, label, "because", List.of());
    }

    static Wanted narrow(String service, LabelSet label) {
        return new Wanted(service, RepairKind.NARROW_SELECTOR, label, "because", List.of());
    }

    static Wanted separation(String service, String reason) {
        return new Wanted(service, RepairKind.SEPARATE_NAMESPACES, LabelSet.EMPTY, reason, List.of());
    }

    static Wanted nothing(String service, String reason) {
        return new Wanted(service, RepairKind.NONE, LabelSet.EMPTY, reason, List.of());
    }

    Wanted owner(String name, Evidence... evidence) {
        return with(name, Relation.OWNER, evidence);
    }

    Wanted with(String name, Relation relation, Evidence... evidence) {
        var more = new ArrayList<>(seen);
        more.add(new Seen(name, relation, List.of(evidence)));
        return new Wanted(service, kind, label, reason, more);
    }

    static List<Suggestion> suggestions(Snapshot snapshot, Manifests manifests, Wanted... wanted) {
        var verdicts = Stream.of(wanted).map(each -> each.verdict(snapshot)).toList();
        return Suggestions.of(snapshot, new Analysis(verdicts, List.of()), manifests);
    }

    ServiceVerdict verdict(Snapshot snapshot) {
        var found = snapshot.services().stream()
                .filter(candidate -> candidate.key().name().equals(service))
                .findFirst();
        var templates = new TreeMap<String, LabelSet>();
        if (kind == RepairKind.LABEL_THEN_NARROW) {
            seen.stream()
                    .filter(each -> each.relation() == Relation.OWNER)
                    .forEach(each -> templates.put(key(each, snapshot).kindAndName(), label));
        }
        return new ServiceVerdict(
                found.map(Service::reference).orElseThrow(),
                found,
                ServiceClass.EFFECTIVE_OVERLAP,
                List.of(),
                seen.stream().map(each -> verdict(each, snapshot)).toList(),
                new Repair(kind, label, templates, 1, reason));
    }

    private static WorkloadVerdict verdict(Seen seen, Snapshot snapshot) {
        return new WorkloadVerdict(key(seen, snapshot), "", seen.relation(), seen.relation(), 0, true, seen.evidence());
    }

    private static ObjectKey key(Seen seen, Snapshot snapshot) {
        return snapshot.workloads().stream()
                .map(Workload::key)
                .filter(key -> key.name().equals(seen.name()))
                .findFirst()
                .orElseGet(() -> ObjectKey.live("apps/v1", "Deployment", "ns", seen.name()));
    }
}
