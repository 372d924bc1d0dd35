package io.webhookisolation.plan;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.WorkloadVerdict;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A narrowing as the predicates judge it: which labels are to be added to which selector, under which policy.
 *
 * @param add not trusted: the predicates hold for whatever stands here
 */
record Proposal(
        Policy policy, ServiceVerdict verdict, Service service, LabelSet add, Neighbourhood around, Instant now) {

    LabelSet before() {
        return service.selector();
    }

    LabelSet after() {
        return service.selector().plus(add);
    }

    /** Whether the narrowed selector still selects this. */
    boolean keeps(LabelSet labels) {
        return after().selects(labels);
    }

    boolean keeps(Neighbourhood.Tenant tenant) {
        return keeps(tenant.pod().labels());
    }

    /** By the strict rules; whatever the verdict does not mention is unknown. */
    Relation proved(ObjectKey unit) {
        return verdict.workloads().stream()
                .filter(workload -> workload.workload().equals(unit))
                .map(WorkloadVerdict::proved)
                .findFirst()
                .orElse(Relation.UNKNOWN);
    }

    boolean isOwner(ObjectKey unit) {
        return proved(unit) == Relation.OWNER;
    }

    boolean isForeign(ObjectKey unit) {
        return proved(unit) == Relation.FOREIGN;
    }

    Stream<ObjectKey> owners() {
        return units(workload -> workload.proved() == Relation.OWNER);
    }

    Stream<ObjectKey> foreign() {
        return units(workload -> workload.proved() == Relation.FOREIGN);
    }

    Stream<Neighbourhood.Slot> slots() {
        return around.slots(service.reference());
    }

    /** The Service ports that a call site names. */
    Stream<ServicePort> calledPorts() {
        return service.ports().stream().filter(this::isCalled);
    }

    /** The Service ports that no call site names. */
    Stream<ServicePort> otherPorts() {
        return service.ports().stream().filter(port -> !isCalled(port));
    }

    private boolean isCalled(ServicePort port) {
        return verdict.callSites().stream().anyMatch(site -> site.port() == port.port());
    }

    private Stream<ObjectKey> units(Predicate<WorkloadVerdict> wanted) {
        return verdict.workloads().stream().filter(wanted).map(WorkloadVerdict::workload);
    }
}
