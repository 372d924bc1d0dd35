package io.webhookisolation.plan;

import io.webhookisolation.model.Predicate;
import io.webhookisolation.plan.Neighbourhood.Slot;
import io.webhookisolation.plan.Neighbourhood.Tenant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * P2: every endpoint stays that is not proved to be foreign.
 *
 * <p>Whom an endpoint belongs to must be known, and every ready Pod of an owner must be an endpoint already: a Pod that
 * lags behind could not be told, after the write, from one that the write cost its place (P10).
 */
final class OwnerEndpointsStay implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.P2;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        return strangers(proposal).or(() -> lost(proposal)).or(() -> lagging(proposal));
    }

    private static Optional<String> strangers(Proposal proposal) {
        var strangers = Phrase.listing(
                proposal.slots().filter(slot -> slot.tenant().isEmpty()).map(Slot::name));
        return strangers.isEmpty()
                ? Optional.empty()
                : Optional.of("endpoint " + strangers + " names no Pod that was read");
    }

    private static Optional<String> lost(Proposal proposal) {
        var lost = Phrase.listing(proposal.slots()
                .flatMap(slot -> slot.tenant().stream())
                .filter(tenant -> !proposal.isForeign(tenant.unit()) && !proposal.keeps(tenant))
                .map(Tenant::name));
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of("endpoint " + lost + " lacks " + proposal.add() + " and would be lost");
    }

    private static Optional<String> lagging(Proposal proposal) {
        var served = proposal.slots().map(slot -> slot.endpoint().podUid()).collect(Collectors.toSet());
        var lagging = Phrase.listing(proposal.owners()
                .flatMap(proposal.around()::tenantsOf)
                .filter(tenant -> proposal.before().selects(tenant.pod().labels()))
                .filter(tenant ->
                        tenant.isReachable() && !served.contains(tenant.pod().uid()))
                .map(Tenant::name));
        return lagging.isEmpty() ? Optional.empty() : Optional.of(lagging + " is ready but not an endpoint yet");
    }
}
