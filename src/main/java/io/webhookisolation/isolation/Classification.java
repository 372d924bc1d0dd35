package io.webhookisolation.isolation;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.WorkloadVerdict;
import io.webhookisolation.ownership.Ownership;
import java.util.List;
import java.util.stream.Stream;

/** Finds the one class of a webhook Service: the first that applies, in the order of {@link ServiceClass}. */
final class Classification {

    private final List<CallSite> callSites;
    private final List<WorkloadVerdict> workloads;
    private final boolean live;

    private Classification(List<CallSite> callSites, List<WorkloadVerdict> workloads, boolean live) {
        this.callSites = callSites;
        this.workloads = workloads;
        this.live = live;
    }

    /** {@code live} tells a cluster, where endpoints can be probed, from manifests, where labels are all there is. */
    static ServiceClass of(Service service, List<CallSite> callSites, List<WorkloadVerdict> workloads, boolean live) {
        return isElsewhere(service)
                ? ServiceClass.EXTERNAL
                : new Classification(callSites, workloads, live).serviceClass();
    }

    /** Its endpoints are somebody else's, or written by hand: no selector leads to them. */
    private static boolean isElsewhere(Service service) {
        return service.externalName().isPresent() || service.selector().isEmpty();
    }

    private ServiceClass serviceClass() {
        if (workloads.stream().noneMatch(WorkloadVerdict::receivesTraffic)) {
            return ServiceClass.NO_ENDPOINTS;
        }
        if (isNobodys()) {
            return ServiceClass.NO_OWNER;
        }
        if (workloads.stream().anyMatch(workload -> is(workload, Relation.FOREIGN) && workload.receivesTraffic())) {
            return callSites.stream().anyMatch(CallSite::insecureSkipTlsVerify)
                    ? ServiceClass.SILENT_MISROUTE
                    : ServiceClass.EFFECTIVE_OVERLAP;
        }
        if (has(Relation.UNKNOWN)) {
            return ServiceClass.OWNERSHIP_UNKNOWN;
        }
        if (has(Relation.FOREIGN)) {
            return ServiceClass.LATENT_OVERLAP;
        }
        return live && workloads.stream().noneMatch(Ownership::isProbed)
                ? ServiceClass.PROBE_UNAVAILABLE
                : ServiceClass.ISOLATED;
    }

    /** On a cluster only answers of all endpoints can say that; in manifests what is known of the templates. */
    private boolean isNobodys() {
        if (has(Relation.OWNER)) {
            return false;
        }
        return live ? reached().allMatch(this::answersForSomebodyElse) : !has(Relation.UNKNOWN);
    }

    private boolean answersForSomebodyElse(WorkloadVerdict workload) {
        var unverified = callSites.stream().allMatch(CallSite::insecureSkipTlsVerify);
        return Ownership.isProbed(workload)
                && !Ownership.serves(workload)
                && (!unverified || is(workload, Relation.FOREIGN));
    }

    private Stream<WorkloadVerdict> reached() {
        return workloads.stream().filter(WorkloadVerdict::receivesTraffic);
    }

    private boolean has(Relation relation) {
        return workloads.stream().anyMatch(workload -> is(workload, relation));
    }

    private static boolean is(WorkloadVerdict workload, Relation relation) {
        return workload.relation() == relation;
    }
}
