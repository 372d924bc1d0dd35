package io.webhookisolation.plan;

import static java.util.function.Predicate.not;

import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Service;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which policy of a namespace answers for a Service: never more than one, so that no two of them write. */
final class Jurisdiction {

    private final List<Policy> living;

    Jurisdiction(Policy policy, List<Policy> peers) {
        living = Stream.concat(
                        Stream.of(policy),
                        peers.stream().filter(peer -> !peer.key().equals(policy.key())))
                .filter(candidate -> candidate.namespace().equals(policy.namespace()))
                .filter(not(Policy::deleting))
                .sorted(Policy.PRECEDENCE)
                .toList();
    }

    /** The policy that decides about a Service with these labels. */
    Optional<Policy> winner(LabelSet labels) {
        return living.stream()
                .filter(policy -> policy.serviceSelector().selects(labels))
                .findFirst();
    }

    /**
     * The policy that looks after what we once wrote: the winner; else, where no policy selects the Service any more, the
     * one that asked for it; else the first of the namespace.
     */
    Optional<Policy> caretaker(Service service) {
        return winner(service.labels())
                .or(() -> author(service))
                .or(() -> living.stream().findFirst());
    }

    private Optional<Policy> author(Service service) {
        return service.applied()
                .map(AppliedRecord::policy)
                .flatMap(key -> living.stream()
                        .filter(policy -> policy.key().equals(key))
                        .findFirst());
    }
}
