package io.webhookisolation.plan;

import io.webhookisolation.model.Refusal;
import java.util.List;
import java.util.Optional;

/** Judges a narrowing before it is written: all predicates must hold, and each that does not is named. */
final class Simulation {

    private static final List<SafetyPredicate> AT_ONCE = List.of(
            new OwnershipProved(),
            new AddOnly(),
            new OwnerEndpointsStay(),
            new EnoughReadyEndpoints(),
            new NoForeignMatch(),
            new OwnerTemplatesMatch(),
            new OtherPortsKeepEndpoints(),
            new OrdinaryService(),
            new NoRolloutInProgress());

    /** Dear ones, asked only when nothing else refuses. */
    private static final List<SafetyPredicate> AT_LAST =
            List.of(new GuardStaysQuiet(), new CallersAgree(), new OtherUsersAgree());

    private Simulation() {}

    /** Why the proposal must not be written; empty if it may. */
    static List<Refusal> refusals(Proposal proposal) {
        var refusals = refusals(AT_ONCE, proposal);
        return refusals.isEmpty() ? refusals(AT_LAST, proposal) : refusals;
    }

    private static List<Refusal> refusals(List<SafetyPredicate> predicates, Proposal proposal) {
        return predicates.stream()
                .flatMap(predicate -> refusal(predicate, proposal).stream())
                .toList();
    }

    private static Optional<Refusal> refusal(SafetyPredicate predicate, Proposal proposal) {
        return predicate.objection(proposal).map(sentence -> new Refusal(predicate.name(), sentence));
    }
}
