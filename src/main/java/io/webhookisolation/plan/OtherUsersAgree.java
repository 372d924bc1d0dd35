package io.webhookisolation.plan;

import io.webhookisolation.model.Gap;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.ServiceUser;
import io.webhookisolation.model.WorkloadVerdict;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * P7: whoever else sends traffic to the Service (Ingress, HTTPRoute, ServiceMonitor, alias) came with the Service's own
 * component, so that it wants the owners and nobody else.
 *
 * <p>Its other users are read only when a repair is at hand; before that the predicate refuses.
 */
final class OtherUsersAgree implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.P7;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        var service = proposal.service();
        var users = proposal.around().snapshot().users().get(service.reference());
        if (users == null) {
            return Optional.of("the other users of " + service.key() + " are not read yet");
        }
        if (!users.unreadable().isEmpty()) {
            return Optional.of("other users of " + service.key() + " cannot be read: "
                    + Phrase.listing(users.unreadable().stream().map(Gap::detail)));
        }
        var strangers = Phrase.listing(users.users().stream()
                .filter(user -> !isOfTheComponent(proposal, user))
                .map(user -> user.key().kindAndName()));
        return strangers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        strangers + " uses " + service.key() + " too and is not shown to belong to its component");
    }

    private static boolean isOfTheComponent(Proposal proposal, ServiceUser user) {
        var installed = proposal.service().provenance();
        return user.labels().containsAll(proposal.add())
                || isSame(installed.helmRelease(), user.provenance().helmRelease())
                || isSame(installed.olmOwner(), user.provenance().olmOwner())
                || components(proposal).anyMatch(component -> isNamed(component, user.provenance()));
    }

    private static Stream<String> components(Proposal proposal) {
        var owners = proposal.verdict().workloads().stream()
                .filter(workload -> proposal.isOwner(workload.workload()))
                .map(WorkloadVerdict::component);
        return Stream.concat(owners, Stream.of(proposal.service().provenance().component()));
    }

    private static boolean isNamed(String component, Provenance provenance) {
        return !component.isEmpty() && component.equals(provenance.component());
    }

    private static <T> boolean isSame(Optional<T> one, Optional<T> other) {
        return one.isPresent() && one.equals(other);
    }
}
