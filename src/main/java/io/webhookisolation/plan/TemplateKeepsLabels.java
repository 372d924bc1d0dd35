package io.webhookisolation.plan;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.ownership.Unit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * T1: the added label is new to each owner's template, and nobody known takes it away again.
 *
 * <p>Only a Deployment's template is labelled, since only its history is read; it also tells who took a label of ours
 * away before: a revision has it that is no more the newest.
 */
final class TemplateKeepsLabels implements SafetyPredicate {

    @Override
    public Predicate name() {
        return Predicate.T1;
    }

    @Override
    public Optional<String> objection(Proposal proposal) {
        return proposal.owners()
                .flatMap(key -> proposal.around().unit(key).stream())
                .flatMap(owner -> objection(owner, proposal.add()).stream())
                .findFirst();
    }

    private static Optional<String> objection(Unit owner, LabelSet add) {
        var name = owner.key().kindAndName();
        if (!owner.key().kind().equals("Deployment")) {
            return Optional.of(name + " is no Deployment, and only their templates are labelled");
        }
        if (owner.control().resourceVersion().isEmpty() || owner.control().terminating()) {
            return Optional.of(name + " is going");
        }
        return author(owner)
                .map(author -> author + " may rewrite the template of " + name)
                .or(() -> taken(owner, add));
    }

    private static Optional<String> author(Unit owner) {
        var manager = owner.control().manager();
        return owner.controller()
                .map(TemplateKeepsLabels::name)
                .or(() -> owner.provenance().olmOwner())
                .or(() -> manager.kind().isKeepingTemplateLabels()
                        ? Optional.empty()
                        : Optional.of(manager.name() + " (" + manager.detail() + ")"));
    }

    private static Optional<String> taken(Unit owner, LabelSet add) {
        var template = owner.template().labels();
        if (template.containsAll(add)) {
            return Optional.empty();
        }
        var name = owner.key().kindAndName();
        var present = Phrase.listing(Stream.of(template, owner.matchLabels())
                .flatMap(labels -> add.entries().keySet().stream()
                        .flatMap(key -> labels.value(key).stream().map(value -> key + "=" + value))));
        if (!present.isEmpty()) {
            return Optional.of("the template of " + name + " already has " + present);
        }
        if (owner.control().added().containsAll(add)) {
            return Optional.of("somebody took " + add + " away from the template of " + name + " since we added it");
        }
        var past = Phrase.listing(owner.revisions().stream()
                .filter(revision -> revision.template().labels().containsAll(add))
                .map(revision -> revision.key().kindAndName()));
        return past.isEmpty()
                ? Optional.empty()
                : Optional.of("the template of " + name + " had " + add + " before, as " + past
                        + " shows, and somebody took it away; delete that revision to have it added again");
    }

    private static String name(OwnerReference controller) {
        return controller.kind() + "/" + controller.name();
    }
}
