package io.webhookisolation.plan;

import io.webhookisolation.model.Predicate;
import java.util.Map;
import java.util.Optional;

/** P1: keys are only ever added; a key that somebody else set keeps its value. */
final class AddOnly implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.P1;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        var present = proposal.before().entries();
        var taken = Phrase.listing(proposal.add().entries().keySet().stream()
                .filter(present::containsKey)
                .map(key -> entry(present, key)));
        if (!taken.isEmpty()) {
            return Optional.of("the selector of " + proposal.service().key() + " already has " + taken);
        }
        return proposal.add().isEmpty()
                ? Optional.of("no label is proposed for the selector of "
                        + proposal.service().key())
                : Optional.empty();
    }

    private static String entry(Map<String, String> selector, String key) {
        return key + "=" + selector.get(key);
    }
}
