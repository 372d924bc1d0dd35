package io.webhookisolation.plan;

import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Service;
import java.util.Optional;

/** P8: the selector alone decides who is served, nothing else reads it, and the Service can be changed and restored. */
final class OrdinaryService implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.P8;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        var service = proposal.service();
        return peculiarity(service).or(() -> byHand(proposal)).map(sentence -> service.key() + " " + sentence);
    }

    private static Optional<String> peculiarity(Service service) {
        if (service.externalName().isPresent()) {
            return Optional.of("is an alias of " + service.externalName().orElseThrow());
        }
        if (service.selector().isEmpty()) {
            return Optional.of("has no selector");
        }
        if (service.headless()) {
            return Optional.of("is headless: DNS reads its endpoints too");
        }
        if (service.governs()) {
            return Optional.of("governs a StatefulSet: DNS reads its endpoints too");
        }
        return condition(service);
    }

    private static Optional<String> condition(Service service) {
        if (service.terminating()) {
            return Optional.of("is being deleted");
        }
        if (service.corruptRecord()) {
            return Optional.of("carries an undo record that cannot be read:"
                    + " remove its annotation webhook-isolation.io/applied after checking the selector");
        }
        return service.uid().isEmpty() || service.resourceVersion().isEmpty()
                ? Optional.of("has no UID or resourceVersion that a write could rely on")
                : Optional.empty();
    }

    private static Optional<String> byHand(Proposal proposal) {
        var slices = Phrase.listing(proposal.around()
                .slices(proposal.service().reference())
                .filter(slice -> !slice.managed() || slice.fqdn())
                .map(EndpointSlice::key)
                .map(key -> key.kindAndName()));
        return slices.isEmpty() ? Optional.empty() : Optional.of("has endpoints written by hand: " + slices);
    }
}
