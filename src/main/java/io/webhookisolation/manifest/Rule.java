package io.webhookisolation.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a value in a policy must look like. */
sealed interface Rule {

    /** Adds to the path the steps that lead to the first value that breaks the rule, and says what is wrong there. */
    Optional<String> broken(JsonNode value, List<Object> path);

    /** Text that a predicate accepts; {@code what} says in words what it accepts. */
    record Text(Predicate<String> accepts, String what) implements Rule {
        static Text oneOf(String... values) {
            return new Text(Set.of(values)::contains, "one of " + String.join(", ", values));
        }

        @Override
        public Optional<String> broken(JsonNode value, List<Object> path) {
            return expect(value.isTextual() && accepts.test(value.textValue()), what, value);
        }
    }

    /** An integer between two others. */
    record Whole(int least, int most) implements Rule {
        @Override
        public Optional<String> broken(JsonNode value, List<Object> path) {
            var inside = value.isInt() && value.intValue() >= least && value.intValue() <= most;
            return expect(inside, "an integer from " + least + " to " + most, value);
        }
    }

    /** A boolean. */
    record Flag() implements Rule {
        @Override
        public Optional<String> broken(JsonNode value, List<Object> path) {
            return expect(value.isBoolean(), "true or false", value);
        }
    }

    /** A list whose items keep a rule. */
    record Items(int most, Rule item) implements Rule {
        @Override
        public Optional<String> broken(JsonNode value, List<Object> path) {
            if (!value.isArray() || value.size() > most) {
                var got = value.isArray() ? "one of " + value.size() : Positions.describe(value);
                return Optional.of("expected a list of at most " + most + ", got " + got);
            }
            for (var index = 0; index < value.size(); index++) {
                path.add(index);
                var broken = item.broken(value.get(index), path);
                if (broken.isPresent()) {
                    return broken;
                }
                path.removeLast();
            }
            return Optional.empty();
        }
    }

    /** A map with keys of the user's choice. */
    record Entries(int most, Text key, Rule value) implements Rule {
        @Override
        public Optional<String> broken(JsonNode map, List<Object> path) {
            if (!(map instanceof ObjectNode object) || object.size() > most) {
                var got = map.isObject() ? "one of " + map.size() : Positions.describe(map);
                return Optional.of("expected a map of at most " + most + ", got " + got);
            }
            for (var entry : object.properties()) {
                path.add(entry.getKey());
                var broken = key.accepts().test(entry.getKey())
                        ? value.broken(entry.getValue(), path)
                        : Optional.of("the key is not " + key.what());
                if (broken.isPresent()) {
                    return broken;
                }
                path.removeLast();
            }
            return Optional.empty();
        }
    }

    /** A map of known fields; null stands for an absent field, as for the API server. */
    record Fields(Map<String, Rule> rules, Set<String> required) implements Rule {
        @Override
        public Optional<String> broken(JsonNode value, List<Object> path) {
            if (!(value instanceof ObjectNode object)) {
                return expect(false, "a map", value);
            }
            for (var field : object.properties()) {
                path.add(field.getKey());
                var rule = rules.get(field.getKey());
                var broken = rule == null ? Optional.of(unknown()) : brokenUnlessNull(rule, field.getValue(), path);
                if (broken.isPresent()) {
                    return broken;
                }
                path.removeLast();
            }
            return required.stream()
                    .filter(name -> !object.hasNonNull(name))
                    .sorted()
                    .findFirst()
                    .map(name -> {
                        path.add(name);
                        return "is required";
                    });
        }

        private static Optional<String> brokenUnlessNull(Rule rule, JsonNode value, List<Object> path) {
            return value.isNull() ? Optional.empty() : rule.broken(value, path);
        }

        private String unknown() {
            return "unknown field; known are "
                    + String.join(", ", rules.keySet().stream().sorted().toList());
        }
    }

    /** A rule, and a condition on the whole value that must hold besides; {@code field} below the value is to blame. */
    record Besides(Rule rule, Predicate<JsonNode> condition, List<String> field, String sentence) implements Rule {

        /** The value itself is to blame. */
        Besides(Rule rule, Predicate<JsonNode> condition, String sentence) {
            this(rule, condition, List.of(), sentence);
        }

        @Override
        public Optional<String> broken(JsonNode value, List<Object> path) {
            var broken = rule.broken(value, path);
            if (broken.isPresent() || condition.test(value)) {
                return broken;
            }
            path.addAll(field);
            return Optional.of(sentence);
        }
    }

    private static Optional<String> expect(boolean holds, String what, JsonNode value) {
        return holds ? Optional.empty() : Optional.of("expected " + what + ", got " + Positions.describe(value));
    }
}
