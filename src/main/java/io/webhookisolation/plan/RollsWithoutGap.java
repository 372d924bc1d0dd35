package io.webhookisolation.plan;

import io.webhookisolation.model.ContainerPort;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.ownership.Unit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * T2: the rollout that a new label starts takes no ready Pod away before its successor answers the Service's calls: no
 * Pod may be unavailable meanwhile, and the readiness probe tests each port that a call site leads to.
 *
 * <p>A Pod that is ready before it listens there fails calls until it does.
 */
final class RollsWithoutGap implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.T2;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        return proposal.owners()
                .flatMap(key -> proposal.around().unit(key).stream())
                .filter(owner -> !owner.template().labels().containsAll(proposal.add()))
                .flatMap(owner -> objection(owner, proposal).stream())
                .findFirst();
    }

    private static Optional<String> objection(Unit owner, Proposal proposal) {
        var name = owner.key().kindAndName();
        return owner.control().hazard().isEmpty()
                ? proposal.calledPorts()
                        .filter(port -> !isTested(owner, port))
                        .map(port -> "no readiness probe of " + name + " tests port " + port.targetPort())
                        .findFirst()
                : Optional.of("a rollout of " + name + " may cost a ready Pod: "
                        + owner.control().hazard());
    }

    /** A probe and a Service may each say a port's name or its number. */
    private static boolean isTested(Unit owner, ServicePort port) {
        var target = port.targetPort();
        var synonyms = owner.template().ports().stream()
                .filter(declared -> names(declared).anyMatch(target::equals))
                .flatMap(RollsWithoutGap::names);
        return Stream.concat(Stream.of(target), synonyms)
                .anyMatch(owner.control().readinessPorts()::contains);
    }

    private static Stream<String> names(ContainerPort port) {
        return Stream.of(port.name(), String.valueOf(port.port())).filter(name -> !name.isEmpty());
    }
}
