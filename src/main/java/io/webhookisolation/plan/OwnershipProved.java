package io.webhookisolation.plan;

import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.WorkloadVerdict;
import java.util.Optional;

/**
 * PROOF: the whole namespace was seen, and each workload that matches the present selector is proved to be an owner or
 * foreign by the strict rules for writes; at least one of each.
 */
final class OwnershipProved implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.PROOF;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        return blindness(proposal).or(() -> unknown(proposal)).or(() -> roles(proposal));
    }

    private static Optional<String> blindness(Proposal proposal) {
        var snapshot = proposal.around().snapshot();
        if (!snapshot.live()) {
            return Optional.of(
                    "files prove nothing about who serves " + proposal.service().key());
        }
        var gaps = Phrase.listing(snapshot.gaps().stream().map(OwnershipProved::describe));
        return gaps.isEmpty() ? Optional.empty() : Optional.of("not everything could be read: " + gaps);
    }

    private static Optional<String> unknown(Proposal proposal) {
        var unknown = Phrase.listing(proposal.around()
                .matchedBy(proposal.before())
                .filter(bearer -> !bearer.isPast() && proposal.proved(bearer.unit()) == Relation.UNKNOWN)
                .map(bearer -> bearer.unit().kindAndName()));
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(unknown + " is neither proved an owner of "
                        + proposal.service().key() + " nor proved foreign");
    }

    private static Optional<String> roles(Proposal proposal) {
        if (proposal.owners().findAny().isEmpty()) {
            return Optional.of(
                    "nobody is a proved owner of " + proposal.service().key());
        }
        var foreign = proposal.verdict().workloads().stream()
                .filter(workload -> workload.proved() == Relation.FOREIGN)
                .toList();
        if (foreign.isEmpty()) {
            return Optional.of("nobody that " + proposal.service().key() + " selects is proved foreign");
        }
        return proposal.policy().narrowLatent() || foreign.stream().anyMatch(WorkloadVerdict::receivesTraffic)
                ? Optional.empty()
                : Optional.of("no traffic reaches "
                        + Phrase.listing(foreign.stream()
                                .map(workload -> workload.workload().kindAndName()))
                        + " yet, and policy " + proposal.policy().key() + " does not ask for narrowLatent");
    }

    private static String describe(Gap gap) {
        return gap.kind() + " (" + gap.detail() + ")";
    }
}
