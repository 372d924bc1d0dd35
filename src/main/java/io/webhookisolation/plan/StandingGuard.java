package io.webhookisolation.plan;

import static java.util.function.Predicate.not;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.WorkloadVerdict;
import io.webhookisolation.ownership.Ownership;
import io.webhookisolation.plan.Neighbourhood.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Watches a narrowed Service by what matches its <em>former</em> selector: a Pod that our keys exclude never becomes an
 * endpoint, so the endpoints alone would never show that an owner is locked out.
 *
 * <p>It can only give back the selector that the Service's own author wrote, so it needs no proof: a doubt about who a
 * workload is does not hold it back, only Pods or Services that were not read at all.
 */
final class StandingGuard {

    private static final Set<String> NEEDED = Set.of("Pod", "Service");

    private final Neighbourhood around;
    private final Instant now;

    StandingGuard(Neighbourhood around, Instant now) {
        this.around = around;
        this.now = now;
    }

    /** Why our keys must go at once; empty while they do no harm. */
    Optional<String> alarm(Service service, List<CallSite> callSites) {
        var blind = around.snapshot().gaps().stream().anyMatch(gap -> NEEDED.contains(gap.kind()));
        return blind || service.ownLabels().isEmpty()
                ? Optional.empty()
                : empty(service).or(() -> lockedOut(service, callSites));
    }

    private Optional<String> empty(Service service) {
        if (around.tenants().map(Tenant::pod).anyMatch(pod -> isServed(service, pod))) {
            return Optional.empty();
        }
        var excluded = Phrase.listing(around.tenants()
                .map(Tenant::bearer)
                .filter(bearer -> bearer.stays() && isExcluded(service, bearer.labels()))
                .map(Bearer::name));
        return excluded.isEmpty()
                ? Optional.empty()
                : Optional.of("no ready Pod matches " + service.selector() + ", and " + excluded
                        + " would match without " + service.ownLabels());
    }

    private Optional<String> lockedOut(Service service, List<CallSite> callSites) {
        var excluded = around.matchedBy(service.formerSelector())
                .filter(bearer -> bearer.stays() && isExcluded(service, bearer.labels()))
                .toList();
        if (excluded.isEmpty()) {
            return Optional.empty();
        }
        var owners = owners(service, callSites);
        var lockedOut = Phrase.listing(excluded.stream()
                .filter(bearer -> owners.contains(bearer.unit()))
                .map(Bearer::name));
        return lockedOut.isEmpty()
                ? Optional.empty()
                : Optional.of(lockedOut + " belongs to an owner and lacks " + service.ownLabels());
    }

    /**
     * Everyone who may be an owner: by the verdict on the former selector, because the narrowed selector still reaches
     * some of it, or because an owner is of the same component; unless it is proved to be foreign.
     */
    private Set<ObjectKey> owners(Service service, List<CallSite> callSites) {
        var verdicts = new Ownership(asIfNeverNarrowed(), now).of(former(service), callSites);
        var owners = verdicts.stream()
                .filter(verdict -> isOwner(verdict) || (!isForeign(verdict) && isReached(service, verdict.workload())))
                .toList();
        var components = owners.stream()
                .map(WorkloadVerdict::component)
                .filter(not(String::isEmpty))
                .collect(Collectors.toSet());
        return verdicts.stream()
                .filter(verdict ->
                        owners.contains(verdict) || (!isForeign(verdict) && components.contains(verdict.component())))
                .map(WorkloadVerdict::workload)
                .collect(Collectors.toSet());
    }

    private Snapshot asIfNeverNarrowed() {
        var snapshot = around.snapshot();
        return snapshot.withServices(
                snapshot.services().stream().map(StandingGuard::former).toList());
    }

    private static Service former(Service service) {
        return service.withSelector(service.formerSelector());
    }

    private boolean isReached(Service service, ObjectKey unit) {
        return around.bearersOf(unit).anyMatch(bearer -> service.selector().selects(bearer.labels()));
    }

    private static boolean isOwner(WorkloadVerdict verdict) {
        return verdict.proved() == Relation.OWNER || (verdict.relation() == Relation.OWNER && !isForeign(verdict));
    }

    /** By proof only: the weights call somebody foreign for a longer common prefix in another's name. */
    private static boolean isForeign(WorkloadVerdict verdict) {
        return verdict.proved() == Relation.FOREIGN;
    }

    private static boolean isServed(Service service, Pod pod) {
        return service.selector().selects(pod.labels())
                && !pod.terminating()
                && (pod.ready() || service.publishNotReadyAddresses());
    }

    private static boolean isExcluded(Service service, LabelSet labels) {
        return service.formerSelector().selects(labels) && !service.selector().selects(labels);
    }
}
