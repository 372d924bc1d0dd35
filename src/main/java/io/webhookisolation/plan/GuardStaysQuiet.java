package io.webhookisolation.plan;

import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.Predicate;
import java.util.Optional;

/**
 * P5 once more, seen from afterwards: the standing guard, which no longer knows what probes of the excluded Pods showed,
 * must not take one of them for an owner, or we would narrow and restore for ever.
 */
final class GuardStaysQuiet implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.P5;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        var record = new AppliedRecord(
                proposal.add(), "", proposal.now(), proposal.policy().key());
        var aftermath = new Aftermath(proposal, record);
        var seen = aftermath.snapshot();
        var guard = new StandingGuard(
                new Neighbourhood(seen, proposal.service().key().namespace()), proposal.now());
        return guard.alarm(aftermath.service(), proposal.verdict().callSites())
                .map(alarm -> "the standing guard would undo it: " + alarm);
    }
}
