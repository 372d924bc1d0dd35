package io.webhookisolation.plan;

import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.PodSelector;
import io.webhookisolation.model.PodSelectors;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.ServiceUsers;
import io.webhookisolation.ownership.Unit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * T3: the added label changes for nobody else whether he picks an owner's Pods: no other Service, no workload, no affinity
 * or topology spread, no NetworkPolicy, PodDisruptionBudget or PodMonitor.
 *
 * <p>The last three, and the affinity of other namespaces, are read only when a template is to be labelled; before that the
 * predicate refuses. A ServiceMonitor looks at Services' labels, which stay as they are.
 */
final class NothingElseMatches implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.T3;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        var service = proposal.service();
        var read = Optional.ofNullable(proposal.around().snapshot().users().get(service.reference()))
                .flatMap(ServiceUsers::podSelectors);
        return read.map(selectors -> objection(proposal, selectors))
                .orElseGet(() -> Optional.of(
                        "who else picks Pods of " + service.key().namespace() + " by their labels is not read yet"));
    }

    private static Optional<String> objection(Proposal proposal, PodSelectors read) {
        if (!read.unreadable().isEmpty()) {
            return Optional.of(
                    "who else picks Pods of " + proposal.service().key().namespace()
                            + " by their labels cannot be read: "
                            + Phrase.listing(read.unreadable().stream().map(Gap::detail)));
        }
        var users = Phrase.listing(proposal.owners()
                .flatMap(key -> proposal.around().unit(key).stream())
                .filter(owner -> !owner.template().labels().containsAll(proposal.add()))
                .flatMap(owner -> changed(proposal, owner, read)));
        return users.isEmpty()
                ? Optional.empty()
                : Optional.of(users + " would begin or cease to match Pods with " + proposal.add());
    }

    private static Stream<String> changed(Proposal proposal, Unit owner, PodSelectors read) {
        var before = owner.template().labels();
        var after = before.plus(proposal.add());
        var snapshot = proposal.around().snapshot();
        var namespace = proposal.service().key().namespace();
        var services = snapshot.services().stream()
                .filter(service -> service.key().namespace().equals(namespace))
                .filter(service -> tellsApart(service.selector(), before, after))
                .map(service -> service.key().kindAndName());
        var workloads = snapshot.workloads().stream()
                .filter(workload -> workload.key().namespace().equals(namespace))
                .filter(workload -> tellsApart(workload.matchLabels(), before, after))
                .map(workload -> workload.key().kindAndName());
        var onlookers = Onlooker.of(snapshot)
                .filter(onlooker -> onlooker.tellsApart(namespace, before, after)
                        || (onlooker.key().equals(owner.key()) && onlooker.changesWith(after)))
                .map(onlooker -> onlooker.key().kindAndName());
        var others = read.selectors().stream()
                .filter(selector -> selector.tellsApart(before, after))
                .map(PodSelector::user);
        return Stream.of(services, workloads, onlookers, others).flatMap(names -> names);
    }

    private static boolean tellsApart(LabelSet selector, LabelSet before, LabelSet after) {
        return selector.selects(before) != selector.selects(after);
    }
}
