package io.webhookisolation.model;

import java.util.List;

/** A Kubernetes LabelSelector; an empty one selects everything (meta/v1 API doc). */
public record LabelSelector(LabelSet matchLabels, List<Requirement> matchExpressions) {

    public static final LabelSelector EVERYTHING = new LabelSelector(LabelSet.EMPTY, List.of());

    public LabelSelector {
        matchExpressions = List.copyOf(matchExpressions);
    }

    /** How a requirement compares the label's value. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST
    }

    /** One requirement; {@code values} is empty for the two existence operators. */
    public record Requirement(String key, Operator operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
        }

        boolean accepts(LabelSet labels) {
            var value = labels.value(key);
            return switch (operator) {
                case IN -> value.filter(values::contains).isPresent();
                case NOT_IN -> value.filter(values::contains).isEmpty();
                case EXISTS -> value.isPresent();
                case DOES_NOT_EXIST -> value.isEmpty();
            };
        }
    }

    public boolean selects(LabelSet labels) {
        return labels.containsAll(matchLabels)
                && matchExpressions.stream().allMatch(requirement -> requirement.accepts(labels));
    }
}
