package io.webhookisolation.isolation;

import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.WorkloadVerdict;
import io.webhookisolation.ownership.Ownership;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * WI105: Services that nobody calls as a webhook and that select foreign workloads as a broad webhook Service does: the
 * scrape of a metrics Service lands on foreign Pods.
 *
 * <p>A Service may well be for several workloads of one component.
 */
final class PlainServices {

    private final Ownership ownership;

    private PlainServices(Ownership ownership) {
        this.ownership = ownership;
    }

    static Stream<Finding> of(Snapshot snapshot, Ownership ownership) {
        Set<ServiceReference> called = snapshot.callSites().stream()
                .flatMap(site -> site.service().stream())
                .collect(Collectors.toSet());
        var plain = new PlainServices(ownership);
        return snapshot.services().stream()
                .filter(service -> !called.contains(service.reference()))
                .filter(service -> service.ignored().isEmpty())
                .flatMap(service -> plain.finding(service).stream());
    }

    private Optional<Finding> finding(Service service) {
        var workloads = ownership.of(service, List.of());
        var owners = related(workloads, Relation.OWNER);
        var foreign = related(workloads, Relation.FOREIGN).stream()
                .filter(workload -> owners.stream().noneMatch(owner -> areTogether(owner, workload)))
                .toList();
        return owners.isEmpty() || foreign.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        FindingCode.WI105,
                        service.key(),
                        service.key() + " selects " + service.selector() + ", which also matches " + names(foreign)
                                + ": no webhook, but whoever uses it lands there too",
                        evidence(owners)));
    }

    private static List<WorkloadVerdict> related(List<WorkloadVerdict> workloads, Relation relation) {
        return workloads.stream()
                .filter(workload -> workload.relation() == relation)
                .toList();
    }

    /** Where no installation is known, a component's workloads begin with its name. */
    private static boolean areTogether(WorkloadVerdict one, WorkloadVerdict other) {
        var unknown = one.component().isEmpty() || other.component().isEmpty();
        return unknown
                ? firstWord(one).equals(firstWord(other))
                : one.component().equals(other.component());
    }

    private static String firstWord(WorkloadVerdict workload) {
        return workload.workload().name().split("-", 2)[0];
    }

    private static String names(List<WorkloadVerdict> workloads) {
        return Listing.of(
                workloads.stream().map(it -> it.workload().kindAndName()).toList());
    }

    private static List<String> evidence(List<WorkloadVerdict> owners) {
        return owners.stream()
                .flatMap(owner -> owner.evidence().stream()
                        .map(Evidence::toString)
                        .map(item -> "owner " + owner.workload().kindAndName() + ": " + item))
                .toList();
    }
}
