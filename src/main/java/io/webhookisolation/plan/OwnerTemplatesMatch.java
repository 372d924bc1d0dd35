package io.webhookisolation.plan;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.ownership.Unit;
import java.util.Map;
import java.util.Optional;

/**
 * P5: whatever Pod an owner makes next carries the added labels too.
 *
 * <p>A label in the immutable {@code matchLabels} (rank 1) is on each Pod of each revision. Any other label (rank 2)
 * must stand in the whole revision history, since a rollback may bring back any of it, and nobody else may rewrite the
 * template. A label that we added under {@code workloadLabels: WhenNeeded} is in no earlier revision by nature; there the
 * standing guard covers a rollback. Only a Deployment's history is read, as ReplicaSets; so only there rank 2 is allowed.
 */
final class OwnerTemplatesMatch implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.P5;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        var without = Phrase.listing(proposal.owners()
                .flatMap(proposal.around()::bearersOf)
                .filter(bearer -> !bearer.isPast() && !proposal.keeps(bearer.labels()))
                .map(Bearer::name));
        if (!without.isEmpty()) {
            return Optional.of(without + " would not match " + proposal.after());
        }
        return proposal.owners()
                .flatMap(key -> proposal.around().unit(key).stream())
                .flatMap(unit -> doubt(unit, proposal).stream())
                .findFirst();
    }

    /** Why the added labels may be missing from this owner's Pods one day. */
    private static Optional<String> doubt(Unit owner, Proposal proposal) {
        var mutable = mutable(owner, proposal.add());
        var ours = proposal.policy().labelsWorkloads() ? owner.control().added() : LabelSet.EMPTY;
        return mutable.isEmpty()
                ? Optional.empty()
                : reason(owner, mutable, ours)
                        .map(reason -> "only the template of " + owner.key().kindAndName() + " has " + mutable
                                + ", not its immutable matchLabels, and " + reason);
    }

    private static LabelSet mutable(Unit owner, LabelSet add) {
        var immutable = add.entries().entrySet().stream()
                .filter(label -> owner.matchLabels().has(label.getKey(), label.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return add.without(immutable);
    }

    private static Optional<String> reason(Unit owner, LabelSet mutable, LabelSet ours) {
        if (!owner.key().kind().equals("Deployment")) {
            return Optional.of("its earlier revisions are not read");
        }
        if (owner.revisions().isEmpty()) {
            return Optional.of("none of its ReplicaSets was read");
        }
        return author(owner)
                .map(author -> author + " may rewrite the template")
                .or(() -> ours.containsAll(mutable) ? Optional.empty() : rollback(owner, mutable));
    }

    private static Optional<String> author(Unit owner) {
        return owner.controller()
                .map(OwnerTemplatesMatch::name)
                .or(() -> owner.provenance().olmOwner());
    }

    private static Optional<String> rollback(Unit owner, LabelSet mutable) {
        var without = Phrase.listing(owner.revisions().stream()
                .filter(revision -> !revision.template().labels().containsAll(mutable))
                .map(revision -> revision.key().kindAndName()));
        return without.isEmpty() ? Optional.empty() : Optional.of("a rollback to " + without + " would lose it");
    }

    private static String name(OwnerReference controller) {
        return controller.kind() + "/" + controller.name();
    }
}
