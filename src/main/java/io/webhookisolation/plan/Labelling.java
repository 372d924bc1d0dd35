package io.webhookisolation.plan;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.TemplateRecord;
import io.webhookisolation.model.Workload;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way to a narrowing for which the owners' Pods lack a label: add it to their Deployments' templates, one after the
 * other, and wait until every Pod carries it.
 *
 * <p>It never touches {@code matchLabels}, and it labels nothing unless the narrowing that follows would be written.
 */
final class Labelling {

    private static final List<SafetyPredicate> OF_TEMPLATES = List.of(new TemplateKeepsLabels(), new RollsWithoutGap());

    /** Asked only when nothing else refuses, since it needs live lists. */
    private static final SafetyPredicate DEAR = new NothingElseMatches();

    private final Proposal proposal;

    Labelling(Proposal proposal) {
        this.proposal = proposal;
    }

    /** Whether every owner's template has the label, or one has it and not all of its Pods do: only Pods are still to come. */
    boolean isRollingOut() {
        return proposal.owners().findAny().isPresent()
                && (unlabelled().findAny().isEmpty() || labelled().anyMatch(this::hasUnlabelledPods));
    }

    /** Why no template must be labelled now; empty if one may. */
    List<Refusal> refusals() {
        var refusals = Stream.concat(
                        OF_TEMPLATES.stream().flatMap(predicate -> refusal(predicate).stream()),
                        Simulation.refusals(Rehearsal.of(proposal, record())).stream())
                .toList();
        return refusals.isEmpty() ? refusal(DEAR).stream().toList() : refusals;
    }

    private Optional<Refusal> refusal(SafetyPredicate predicate) {
        return predicate.objection(proposal).map(sentence -> new Refusal(predicate.name(), sentence));
    }

    /** One at a time: the next one is labelled when this one's rollout is over. */
    Optional<Step> step() {
        return unlabelled()
                .findFirst()
                .map(workload -> new Step.LabelTemplate(
                        proposal.service().reference(),
                        workload.key(),
                        workload.uid(),
                        workload.control().resourceVersion(),
                        workload.template().labels(),
                        proposal.add(),
                        workload.control().annotated(),
                        record(),
                        proposal.verdict().repair().reason()));
    }

    private Stream<Workload> unlabelled() {
        return owners().filter(workload -> !hasLabel(workload))
                .sorted((one, other) -> one.key().compareTo(other.key()));
    }

    private Stream<Workload> labelled() {
        return owners().filter(this::hasLabel);
    }

    private Stream<Workload> owners() {
        return proposal.owners().flatMap(key -> proposal.around().workload(key).stream());
    }

    private boolean hasLabel(Workload workload) {
        return workload.template().labels().containsAll(proposal.add());
    }

    private boolean hasUnlabelledPods(Workload workload) {
        return proposal.around()
                .bearersOf(workload.key())
                .anyMatch(bearer -> bearer.stays() && !bearer.labels().containsAll(proposal.add()));
    }

    private TemplateRecord record() {
        return new TemplateRecord(
                proposal.add(),
                proposal.service().key().name(),
                proposal.now(),
                proposal.policy().key());
    }

    /** Whether a label of this set stands in an owner's template because we added it. */
    static boolean isOurs(Proposal proposal, LabelSet labels) {
        return proposal.owners()
                .flatMap(key -> proposal.around().workload(key).stream())
                .anyMatch(workload -> labels.entries().keySet().stream()
                        .anyMatch(workload.control().added().entries()::containsKey));
    }
}
