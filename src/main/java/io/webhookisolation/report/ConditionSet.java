package io.webhookisolation.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditions in a fixed order; a transition time moves only when the condition's status does (KEP-1623). */
final class ConditionSet {

    private static final int LONGEST_MESSAGE = 4096;

    private final Map<ConditionType, Condition> conditions = new EnumMap<>(ConditionType.class);
    private final PolicyStatus previous;
    private final long generation;
    private final String now;

    ConditionSet(PolicyStatus previous, long generation, Instant now) {
        this.previous = previous;
        this.generation = generation;
        this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    ConditionSet put(ConditionType type, Verdict verdict) {
        var since = previous(previous, type)
                .filter(condition -> verdict.truth().word().equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElse(now);
        conditions.put(
                type,
                new ConditionBuilder()
                        .withType(type.word())
                        .withStatus(verdict.truth().word())
                        .withReason(verdict.reason())
                        .withMessage(Sentences.shortened(verdict.message(), LONGEST_MESSAGE))
                        .withObservedGeneration(generation)
                        .withLastTransitionTime(since)
                        .build());
        return this;
    }

    /** Leaves a condition as it was, its observed generation included. */
    ConditionSet keep(ConditionType type) {
        previous(previous, type).ifPresent(condition -> conditions.put(type, condition));
        return this;
    }

    List<Condition> toList() {
        return List.copyOf(conditions.values());
    }

    static Optional<Condition> previous(PolicyStatus status, ConditionType type) {
        return Present.list(status.conditions()).stream()
                .filter(condition -> type.word().equals(condition.getType()))
                .findFirst();
    }
}
