package io.webhookisolation.plan;

import io.webhookisolation.model.Predicate;
import io.webhookisolation.plan.Neighbourhood.Slot;
import java.util.Optional;

/** P2: every endpoint stays that is not proved to be foreign; whom an endpoint belongs to must be known. */
final class OwnerEndpointsStay implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.P2;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        var strangers = Phrase.listing(
                proposal.slots().filter(slot -> slot.tenant().isEmpty()).map(Slot::name));
        if (!strangers.isEmpty()) {
            return Optional.of("endpoint " + strangers + " names no Pod that was read");
        }
        var lost = Phrase.listing(proposal.slots()
                .flatMap(slot -> slot.tenant().stream())
                .filter(tenant -> !proposal.isForeign(tenant.unit()) && !proposal.keeps(tenant))
                .map(Neighbourhood.Tenant::name));
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of("endpoint " + lost + " lacks " + proposal.add() + " and would be lost");
    }
}
