package io.webhookisolation.plan;

import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.WorkloadVerdict;
import io.webhookisolation.plan.Neighbourhood.Slot;
import io.webhookisolation.plan.Neighbourhood.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * P10: after our write, an owner's Pod that is Ready and matches must still be an endpoint.
 *
 * <p>The slice controller may be slow or failing over. While a Pod that no longer matches is still an endpoint, it has
 * not acted on our write, and nothing can be said. An endpoint that is there but not ready has not left.
 */
final class OwnersStillServed {

    /** More than the 1000 s that the slice controller may pause between two tries (endpointslice controller). */
    static final Duration WATCH = Duration.ofMinutes(30);

    private OwnersStillServed() {}

    /** Whom our write cost its place; empty while all is well, not yet known, or long confirmed. */
    static Optional<String> loss(ServiceVerdict verdict, Service service, Neighbourhood around, Instant now) {
        var snapshot = around.snapshot();
        var watched = service.applied()
                .filter(record -> isWatched(record, service, now))
                .isPresent();
        if (!watched || !snapshot.live() || !snapshot.complete() || isPending(service, around)) {
            return Optional.empty();
        }
        var served = around.slots(service.reference())
                .map(slot -> slot.endpoint().podUid())
                .collect(Collectors.toSet());
        var lost = Phrase.listing(around.tenants()
                .filter(tenant -> isMissing(tenant, service, served) && isSettledOwner(tenant.unit(), verdict, around))
                .map(Tenant::name));
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(lost + " is ready and matches " + service.selector()
                        + " but is no endpoint since we narrowed it");
    }

    private static boolean isWatched(AppliedRecord record, Service service, Instant now) {
        return service.selector().containsAll(record.added())
                && now.isBefore(record.time().plus(WATCH));
    }

    private static boolean isPending(Service service, Neighbourhood around) {
        return around.slots(service.reference())
                .map(Slot::tenant)
                .anyMatch(tenant -> tenant.filter(
                                known -> service.selector().selects(known.pod().labels()))
                        .isEmpty());
    }

    private static boolean isMissing(Tenant tenant, Service service, Set<String> served) {
        return tenant.isReachable()
                && service.selector().selects(tenant.pod().labels())
                && !served.contains(tenant.pod().uid());
    }

    /** A Pod that a rollout has just made may be Ready before it is an endpoint; it has not left. */
    private static boolean isSettledOwner(ObjectKey unit, ServiceVerdict verdict, Neighbourhood around) {
        var settled =
                around.unit(unit).filter(known -> known.rollout().settled()).isPresent();
        return settled
                && verdict.workloads().stream()
                        .filter(workload -> workload.workload().equals(unit))
                        .noneMatch(OwnersStillServed::isForeign);
    }

    private static boolean isForeign(WorkloadVerdict workload) {
        return workload.proved() == Relation.FOREIGN || workload.relation() == Relation.FOREIGN;
    }
}
