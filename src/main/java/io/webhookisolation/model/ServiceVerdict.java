package io.webhookisolation.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole verdict on one webhook Service.
 *
 * @param service what was read; empty if the call sites name a Service that does not exist
 * @param callSites all that name it, sorted
 * @param workloads all workloads of the namespace that its selector reaches or would reach, sorted
 */
public record ServiceVerdict(
        ServiceReference reference,
        Optional<Service> service,
        ServiceClass serviceClass,
        List<CallSite> callSites,
        List<WorkloadVerdict> workloads,
        Repair repair)
        implements Comparable<ServiceVerdict> {

    private static final Comparator<ServiceVerdict> ORDER = Comparator.comparing(ServiceVerdict::reference)
            .thenComparing(verdict ->
                    verdict.service.map(Service::key).map(ObjectKey::source).orElse(Source.CLUSTER));

    public ServiceVerdict {
        callSites = callSites.stream().sorted().toList();
        workloads = workloads.stream().sorted().toList();
    }

    public List<WorkloadVerdict> owners() {
        return related(Relation.OWNER).toList();
    }

    public List<WorkloadVerdict> foreign() {
        return related(Relation.FOREIGN).toList();
    }

    public List<WorkloadVerdict> unknown() {
        return related(Relation.UNKNOWN).toList();
    }

    private Stream<WorkloadVerdict> related(Relation relation) {
        return workloads.stream().filter(verdict -> verdict.relation() == relation);
    }

    @Override
    public int compareTo(ServiceVerdict other) {
        return ORDER.compare(this, other);
    }
}
