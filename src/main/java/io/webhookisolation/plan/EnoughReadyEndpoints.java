package io.webhookisolation.plan;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.plan.Neighbourhood.Slot;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * P3: on each called port enough ready owner endpoints remain.
 *
 * <p>Callers of a Service with a traffic policy or distribution see only the endpoints of their node or zone, and where
 * the API server runs is not known: no count is enough there.
 */
final class EnoughReadyEndpoints implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.P3;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        if (proposal.service().trafficPolicy().dependsOnCaller()) {
            return Optional.of(proposal.service().key()
                    + " has a traffic policy Local or a traffic distribution: each caller sees only some endpoints");
        }
        return calledPorts(proposal)
                .mapToObj(number -> objection(proposal, number))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static IntStream calledPorts(Proposal proposal) {
        return proposal.verdict().callSites().stream()
                .mapToInt(CallSite::port)
                .distinct()
                .sorted();
    }

    private static Optional<String> objection(Proposal proposal, int number) {
        var wanted = Math.max(1, proposal.policy().minReadyEndpoints());
        var remaining = proposal.service().ports().stream()
                .filter(port -> port.port() == number)
                .mapToLong(port -> remaining(proposal, port))
                .max()
                .orElse(0);
        return remaining >= wanted
                ? Optional.empty()
                : Optional.of("port " + number + " of " + proposal.service().key() + " would keep " + remaining
                        + " ready owner endpoints, policy " + proposal.policy().key() + " wants " + wanted);
    }

    private static long remaining(Proposal proposal, ServicePort port) {
        return proposal.slots()
                .filter(slot -> slot.slice().ports().containsKey(port.name()))
                .filter(EnoughReadyEndpoints::isReady)
                .flatMap(slot -> slot.tenant().stream())
                .filter(tenant -> tenant.isReachable() && proposal.isOwner(tenant.unit()) && proposal.keeps(tenant))
                .map(tenant -> tenant.pod().uid())
                .distinct()
                .count();
    }

    /** A slice may lag behind its Pod, so both must say so. */
    private static boolean isReady(Slot slot) {
        return slot.endpoint().ready() && !slot.endpoint().terminating();
    }
}
