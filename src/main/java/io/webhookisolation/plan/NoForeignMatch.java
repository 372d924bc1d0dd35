package io.webhookisolation.plan;

import io.webhookisolation.model.Predicate;
import java.util.Optional;

/** P4: nothing but proved owners matches the new selector, old revisions included. */
final class NoForeignMatch implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.P4;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        var matching = Phrase.listing(proposal.around()
                .matchedBy(proposal.after())
                .filter(bearer -> !proposal.isOwner(bearer.unit()))
                .map(Bearer::name));
        return matching.isEmpty() ? Optional.empty() : Optional.of(matching + " would still match " + proposal.after());
    }
}
