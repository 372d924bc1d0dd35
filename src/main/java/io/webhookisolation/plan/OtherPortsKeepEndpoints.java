package io.webhookisolation.plan;

import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.plan.Neighbourhood.Slot;
import java.util.Optional;
import java.util.stream.Stream;

/** P6: a port that no call site names loses foreign endpoints only, and never its last one. */
final class OtherPortsKeepEndpoints implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.P6;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        return proposal.otherPorts()
                .map(port -> objection(proposal, port))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> objection(Proposal proposal, ServicePort port) {
        var lost = Phrase.listing(serving(proposal, port)
                .filter(slot -> !isKept(proposal, slot) && !isForeign(proposal, slot))
                .map(Slot::name));
        if (!lost.isEmpty()) {
            return Optional.of(name(proposal, port) + " would lose " + lost);
        }
        var ready =
                serving(proposal, port).filter(slot -> slot.endpoint().ready()).toList();
        return ready.isEmpty() || ready.stream().anyMatch(slot -> isKept(proposal, slot))
                ? Optional.empty()
                : Optional.of(name(proposal, port) + " would lose its last ready endpoint, "
                        + Phrase.listing(ready.stream().map(Slot::name)));
    }

    private static Stream<Slot> serving(Proposal proposal, ServicePort port) {
        return proposal.slots().filter(slot -> slot.slice().ports().containsKey(port.name()));
    }

    private static boolean isKept(Proposal proposal, Slot slot) {
        return slot.tenant().filter(proposal::keeps).isPresent();
    }

    private static boolean isForeign(Proposal proposal, Slot slot) {
        return slot.tenant().filter(tenant -> proposal.isForeign(tenant.unit())).isPresent();
    }

    private static String name(Proposal proposal, ServicePort port) {
        return "port " + port.port() + " of " + proposal.service().key();
    }
}
