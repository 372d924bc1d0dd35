package io.webhookisolation.report;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepOutcome;
import java.util.List;
import java.util.Optional;

/**
 * Where a Service stands after this run's Steps.
 *
 * @param selector as it is now, our writes of this run included
 * @param added those of its entries that are ours
 * @param blockedBy why the repair is not written, with the predicate in front if one refused it; empty otherwise
 */
record Standing(ServicePlan plan, SelectorState state, LabelSet selector, LabelSet added, String blockedBy) {

    static Standing of(ServicePlan plan, List<StepOutcome> outcomes) {
        var undone = outcomes.stream()
                .filter(outcome -> !outcome.done() && !isRelease(outcome.step()))
                .findFirst();
        return new Standing(
                plan,
                undone.map(StepOutcome::step)
                                .filter(step ->
                                        step instanceof Step.NarrowSelector || step instanceof Step.LabelTemplate)
                                .isPresent()
                        ? SelectorState.SIMULATION_REJECTED
                        : plan.state(),
                selector(plan.verdict(), outcomes),
                added(plan.verdict(), outcomes),
                undone.map(outcome -> outcome.result().message())
                        .or(() -> plan.refusals().stream().findFirst().map(Refusal::toString))
                        .orElse(""));
    }

    private static boolean isRelease(Step step) {
        return step instanceof Step.ReleaseFields || step instanceof Step.ReleaseTemplate;
    }

    ServiceVerdict verdict() {
        return plan.verdict();
    }

    String name() {
        return verdict().reference().name();
    }

    /** The predicate that keeps the repair a suggestion, if it was one. */
    Optional<Predicate> refusedBy() {
        return plan.refusals().stream()
                .findFirst()
                .filter(refusal -> refusal.toString().equals(blockedBy))
                .map(Refusal::predicate);
    }

    /** Whether a repair is known that is not in place. */
    boolean suggests() {
        return verdict().repair().kind() != RepairKind.NONE
                && state != SelectorState.APPLIED
                && state != SelectorState.ALREADY_NARROW;
    }

    /**
     * The selector that would isolate the Service at once. Where labels must be added to Pod templates first there is
     * none: whoever copied it before them would leave the Service empty.
     */
    Optional<LabelSet> suggested() {
        return suggests() && verdict().repair().kind() == RepairKind.NARROW_SELECTOR
                ? Optional.of(selector.plus(verdict().repair().addLabels()))
                : Optional.empty();
    }

    private static LabelSet added(ServiceVerdict verdict, List<StepOutcome> outcomes) {
        var added = verdict.service().map(Service::ownLabels).orElse(LabelSet.EMPTY);
        for (var outcome : outcomes) {
            if (outcome.done()) {
                added = switch (outcome.step()) {
                    case Step.NarrowSelector narrow -> narrow.record().added();
                    case Step.RestoreSelector restore -> LabelSet.EMPTY;
                    case Step.ReleaseFields release -> added;
                    case Step.OnWorkload template -> added;
                };
            }
        }
        return added;
    }

    private static LabelSet selector(ServiceVerdict verdict, List<StepOutcome> outcomes) {
        var selector = verdict.service().map(Service::selector).orElse(LabelSet.EMPTY);
        for (var outcome : outcomes) {
            if (outcome.done()) {
                selector = switch (outcome.step()) {
                    case Step.NarrowSelector narrow -> selector.plus(narrow.add());
                    case Step.RestoreSelector restore ->
                        selector.without(restore.remove().entries().keySet());
                    case Step.ReleaseFields release -> selector;
                    case Step.OnWorkload template -> selector;
                };
            }
        }
        return selector;
    }
}
