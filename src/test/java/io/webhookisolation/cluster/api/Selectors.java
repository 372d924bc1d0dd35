package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.webhookisolation.cluster.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Label and field selectors in the form that query parameters have. */
final class Selectors {

    private Selectors() {}

    static Predicate<JsonNode> of(HttpRequest request) {
        return request.parameter("labelSelector")
                .map(Selectors::labels)
                .orElse(Selectors::any)
                .and(request.parameter("fieldSelector").map(Selectors::fields).orElse(Selectors::any));
    }

    /** {@code a=b,c!=d,e in (f,g),h,!i}. */
    private static Predicate<JsonNode> labels(String selector) {
        return requirements(selector).stream().map(Selectors::label).reduce(Selectors::any, Predicate::and);
    }

    private static Predicate<JsonNode> label(String requirement) {
        if (requirement.contains("(")) {
            var values = List.of(requirement
                    .substring(requirement.indexOf('(') + 1, requirement.indexOf(')'))
                    .split("\\s*,\\s*", -1));
            var words = requirement.split("\\s+", 3);
            return words[1].equals("in")
                    ? object ->
                            labelOf(object, words[0]).filter(values::contains).isPresent()
                    : object ->
                            labelOf(object, words[0]).filter(values::contains).isEmpty();
        }
        if (requirement.contains("!=")) {
            var parts = requirement.split("!=", 2);
            return object -> labelOf(object, parts[0]).filter(parts[1]::equals).isEmpty();
        }
        if (requirement.contains("=")) {
            var parts = requirement.split("==?", 2);
            return object -> labelOf(object, parts[0]).filter(parts[1]::equals).isPresent();
        }
        return requirement.startsWith("!")
                ? object -> labelOf(object, requirement.substring(1)).isEmpty()
                : object -> labelOf(object, requirement).isPresent();
    }

    /** {@code metadata.name=a,status.phase!=b}. */
    private static Predicate<JsonNode> fields(String selector) {
        return Arrays.stream(selector.split(",", -1)).map(Selectors::field).reduce(Selectors::any, Predicate::and);
    }

    private static Predicate<JsonNode> field(String requirement) {
        var negated = requirement.contains("!=");
        var parts = requirement.split(negated ? "!=" : "==?", 2);
        var pointer = JsonPointer.compile("/" + parts[0].replace('.', '/'));
        return object -> object.at(pointer).asText().equals(parts[1]) != negated;
    }

    private static boolean any(JsonNode object) {
        return true;
    }

    private static Optional<String> labelOf(JsonNode object, String key) {
        return Json.member(object.path("metadata").path("labels"), key.strip()).map(JsonNode::asText);
    }

    /** Splits at commas that are not inside parentheses. */
    private static List<String> requirements(String selector) {
        return Arrays.stream(selector.split(",(?![^()]*\\))", -1))
                .map(String::strip)
                .filter(requirement -> !requirement.isEmpty())
                .toList();
    }
}
