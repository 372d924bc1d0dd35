package io.webhookisolation.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a policy in a file as the API server checks it by the CRD's schema; says the first broken rule. */
final class PolicyRules {

    private static final int MOST_LABEL_KEYS = 16;
    private static final int LONGEST_LABEL_KEY = 317;

    /** A rule for one value: empty if it holds, else what was expected. */
    private sealed interface Rule {
        record OneOf(List<String> values) implements Rule {}

        record AtLeast(int least) implements Rule {}

        record Flag() implements Rule {}

        record Texts(int most, int longest) implements Rule {}

        record Fields(Map<String, Rule> rules) implements Rule {}

        /** Anything but a value that is no map; its content is checked when it is bound to its type. */
        record AnyMap() implements Rule {}
    }

    private static final Rule SELECTORS = new Rule.Fields(Map.of(
            "mode", new Rule.OneOf(List.of("Audit", "Enforce")),
            "minReadyEndpoints", new Rule.AtLeast(1),
            "narrowLatent", new Rule.Flag(),
            "labelKeys", new Rule.Texts(MOST_LABEL_KEYS, LONGEST_LABEL_KEY)));

    private static final Rule SPEC = new Rule.Fields(Map.of(
            "serviceSelector", new Rule.AnyMap(),
            "selectors", SELECTORS,
            "onDelete", new Rule.OneOf(List.of("Retain", "Revert")),
            "suspend", new Rule.Flag()));

    private PolicyRules() {}

    static void check(RawObject policy) throws ManifestProblem {
        var path = new ArrayList<Object>(List.of("spec"));
        var spec = policy.json().path("spec");
        var broken = spec.isMissingNode() ? Optional.of("is required") : firstBroken(SPEC, spec, path);
        if (broken.isPresent()) {
            throw ManifestProblem.at(
                    policy.source().file(),
                    Positions.nearest(policy.node(), path),
                    policy.kindAndName() + ": " + Positions.path(path) + ": " + broken.get());
        }
    }

    /** What is wrong; the path then leads to the value that is. */
    private static Optional<String> firstBroken(Rule rule, JsonNode value, List<Object> path) {
        return switch (rule) {
            case Rule.OneOf(var values) ->
                unless(values.contains(value.textValue()), "one of " + String.join(", ", values), value);
            case Rule.AtLeast(var least) ->
                unless(value.isInt() && value.intValue() >= least, "an integer of at least " + least, value);
            case Rule.Flag() -> unless(value.isBoolean(), "true or false", value);
            case Rule.AnyMap() -> unless(value.isObject(), "a map", value);
            case Rule.Texts texts -> texts(texts, value, path);
            case Rule.Fields(var rules) -> fields(rules, value, path);
        };
    }

    private static Optional<String> texts(Rule.Texts rule, JsonNode value, List<Object> path) {
        if (!value.isArray() || value.size() > rule.most()) {
            return Optional.of("expected a list of at most " + rule.most() + " label keys, got "
                    + (value.isArray() ? value.size() : Positions.describe(value)));
        }
        for (var index = 0; index < value.size(); index++) {
            var text = value.get(index);
            var length = text.isTextual() ? text.textValue().length() : 0;
            if (length == 0 || length > rule.longest()) {
                path.add(index);
                return unless(false, "a label key of 1 to " + rule.longest() + " characters", text);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fields(Map<String, Rule> rules, JsonNode value, List<Object> path) {
        if (!(value instanceof ObjectNode object)) {
            return unless(false, "a map", value);
        }
        for (var field : object.properties()) {
            path.add(field.getKey());
            var rule = rules.get(field.getKey());
            if (rule == null) {
                return Optional.of("unknown field; known are "
                        + String.join(", ", rules.keySet().stream().sorted().toList()));
            }
            // The API server drops null for an optional field and puts its default there.
            var broken =
                    field.getValue().isNull() ? Optional.<String>empty() : firstBroken(rule, field.getValue(), path);
            if (broken.isPresent()) {
                return broken;
            }
            path.removeLast();
        }
        return Optional.empty();
    }

    private static Optional<String> unless(boolean holds, String expected, JsonNode value) {
        return holds ? Optional.empty() : Optional.of("expected " + expected + ", got " + Positions.describe(value));
    }
}
