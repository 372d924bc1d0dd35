package io.webhookisolation.plan;

import io.webhookisolation.model.Predicate;
import java.util.Optional;

/**
 * T2: the rollout that a new label starts takes no ready Pod away before its successor answers the Service's calls.
 */
final class RollsWithoutGap implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.T2;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        var called = proposal.calledPorts().toList();
        return proposal.owners()
                .flatMap(key -> proposal.around().unit(key).stream())
                .filter(owner -> !owner.template().labels().containsAll(proposal.add()))
                .flatMap(owner -> owner.gapInRollout(called).stream())
                .findFirst();
    }
}
