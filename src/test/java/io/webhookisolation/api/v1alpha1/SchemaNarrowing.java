package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a schema refuses or forgets of an object that its former one let in, a sentence each, from the schemas alone.
 *
 * <p>Patterns, formats and whatever it does not know must stay as they are. CEL rules it does not judge: {@link StoredPolicies} meet them.
 */
final class SchemaNarrowing {

    private static final Set<String> FREE = Set.of("description", "default", "x-kubernetes-validations");
    private static final Set<String> UPPER = Set.of("maximum", "maxLength", "maxItems", "maxProperties");
    private static final Set<String> LOWER = Set.of("minimum", "minLength", "minItems", "minProperties");
    private static final Set<String> INNER = Set.of("items", "additionalProperties");

    private final List<String> found = new ArrayList<>();

    private SchemaNarrowing() {}

    static List<String> between(JsonNode former, JsonNode present) {
        var narrowing = new SchemaNarrowing();
        narrowing.compare("", former, present);
        return List.copyOf(narrowing.found);
    }

    private void compare(String field, JsonNode former, JsonNode present) {
        var keywords = new TreeSet<String>();
        former.fieldNames().forEachRemaining(keywords::add);
        present.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(FREE);
        for (var keyword : keywords) {
            var before = former.path(keyword);
            var now = present.path(keyword);
            if (keyword.equals("properties")) {
                properties(field, before, now);
            } else if (keyword.equals("required")) {
                required(field, texts(before), texts(now), present.path("properties"));
            } else if (INNER.contains(keyword) && before.isObject() && now.isObject()) {
                compare(field + "[]", before, now);
            } else if (!isAsWide(keyword, before, now)) {
                found.add(field + ": " + keyword + " was " + text(before) + " and is " + text(now));
            }
        }
    }

    private void properties(String field, JsonNode before, JsonNode now) {
        before.properties().forEach(property -> {
            var inner = field.isEmpty() ? property.getKey() : field + "." + property.getKey();
            if (now.has(property.getKey())) {
                compare(inner, property.getValue(), now.get(property.getKey()));
            } else {
                found.add(inner + ": is gone");
            }
        });
    }

    /** What has a default is there, even if nobody wrote it. */
    private void required(String field, Set<String> before, Set<String> now, JsonNode properties) {
        now.stream()
                .filter(name -> !before.contains(name) && !properties.path(name).has("default"))
                .forEach(name -> found.add(field + ": " + name + " was optional and is required"));
    }

    private static boolean isAsWide(String keyword, JsonNode before, JsonNode now) {
        if (UPPER.contains(keyword)) {
            return now.isMissingNode() || (!before.isMissingNode() && now.asLong() >= before.asLong());
        }
        if (LOWER.contains(keyword)) {
            return now.isMissingNode() || (!before.isMissingNode() && now.asLong() <= before.asLong());
        }
        if (keyword.equals("enum")) {
            return now.isMissingNode() || (!before.isMissingNode() && texts(now).containsAll(texts(before)));
        }
        return before.equals(now);
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new TreeSet<String>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "absent" : value.toString();
    }
}
