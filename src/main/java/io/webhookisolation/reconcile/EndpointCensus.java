package io.webhookisolation.reconcile;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.Endpoint;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.WorkloadVerdict;
import io.webhookisolation.ownership.Units;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the ready endpoints of each webhook Service by what their workload is to it; a pure function. */
final class EndpointCensus {

    private final Map<ServiceReference, List<EndpointSlice>> slices;
    private final Map<String, ObjectKey> workloadOfPod = new HashMap<>();

    private EndpointCensus(Snapshot snapshot, String namespace) {
        slices = snapshot.slices().stream().collect(Collectors.groupingBy(EndpointSlice::service));
        for (var unit : Units.of(snapshot).in(namespace)) {
            unit.pods().stream().map(Pod::uid).forEach(uid -> workloadOfPod.put(uid, unit.key()));
        }
    }

    static Map<ServiceReference, Map<Relation, Integer>> of(Snapshot snapshot, Analysis analysis, String namespace) {
        var census = new EndpointCensus(snapshot, namespace);
        var counts = new HashMap<ServiceReference, Map<Relation, Integer>>();
        analysis.services().forEach(verdict -> counts.put(verdict.reference(), census.count(verdict)));
        return counts;
    }

    /** A Pod counts once, however many slices and ports it stands in; what is no Pod of ours is unknown. */
    private Map<Relation, Integer> count(ServiceVerdict verdict) {
        var relations = verdict.workloads().stream()
                .collect(Collectors.toMap(WorkloadVerdict::workload, WorkloadVerdict::relation, (one, same) -> one));
        var counted = new HashSet<String>();
        var counts = new EnumMap<Relation, Integer>(Relation.class);
        for (var slice : slices.getOrDefault(verdict.reference(), List.of())) {
            for (var endpoint : slice.endpoints()) {
                if (endpoint.ready() && counted.add(identity(endpoint))) {
                    var workload = workloadOfPod.get(endpoint.podUid());
                    var relation =
                            workload == null ? Relation.UNKNOWN : relations.getOrDefault(workload, Relation.UNKNOWN);
                    counts.merge(relation, 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    private static String identity(Endpoint endpoint) {
        return endpoint.podUid().isEmpty() ? endpoint.addresses().toString() : endpoint.podUid();
    }
}
