package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** RFC 6902; what cannot be applied, a failing {@code test} included, is answered as the API server does: 422. */
final class JsonPatch {

    private JsonPatch() {}

    /** Leaves {@code target} as it is. */
    static ObjectNode apply(ObjectNode target, JsonNode patch) {
        if (!(patch instanceof ArrayNode operations)) {
            throw ApiError.badRequest("error decoding patch: not an array of operations");
        }
        var result = target.deepCopy();
        operations.forEach(operation -> perform(result, operation));
        return result;
    }

    private static void perform(ObjectNode root, JsonNode operation) {
        var path = pointer(operation, "path");
        switch (operation.path("op").asText()) {
            case "add" -> add(root, path, value(operation));
            case "remove" -> remove(root, path);
            case "replace" -> replace(root, path, value(operation));
            case "test" -> test(at(root, path), value(operation));
            case "copy" ->
                add(root, path, existing(root, pointer(operation, "from")).deepCopy());
            case "move" -> {
                var from = pointer(operation, "from");
                var moved = existing(root, from).deepCopy();
                remove(root, from);
                add(root, path, moved);
            }
            default -> throw ApiError.inapplicablePatch();
        }
    }

    /** A missing member equals a test for {@code null}, as in the library that the API server uses. */
    private static void test(JsonNode found, JsonNode wanted) {
        if (!(found.isMissingNode() ? wanted.isNull() : found.equals(wanted))) {
            throw ApiError.inapplicablePatch();
        }
    }

    private static void add(ObjectNode root, JsonPointer path, JsonNode value) {
        var name = path.last().getMatchingProperty();
        switch (existing(root, path.head())) {
            case ObjectNode object -> object.set(name, value);
            case ArrayNode array when name.equals("-") -> array.add(value);
            case ArrayNode array
            when path.last().getMatchingIndex() >= 0 && path.last().getMatchingIndex() <= array.size() ->
                array.insert(path.last().getMatchingIndex(), value);
            default -> throw ApiError.inapplicablePatch();
        }
    }

    /** A missing member is added, as by the library that the API server uses. */
    private static void replace(ObjectNode root, JsonPointer path, JsonNode value) {
        if (existing(root, path.head()) instanceof ArrayNode) {
            remove(root, path);
        }
        add(root, path, value);
    }

    private static void remove(ObjectNode root, JsonPointer path) {
        existing(root, path);
        switch (at(root, path.head())) {
            case ObjectNode object -> object.remove(path.last().getMatchingProperty());
            case ArrayNode array -> array.remove(path.last().getMatchingIndex());
            default -> throw ApiError.inapplicablePatch();
        }
    }

    private static JsonNode at(ObjectNode root, JsonPointer path) {
        return root.at(path);
    }

    private static JsonNode existing(ObjectNode root, JsonPointer path) {
        var found = at(root, path);
        if (found.isMissingNode()) {
            throw ApiError.inapplicablePatch();
        }
        return found;
    }

    private static JsonNode value(JsonNode operation) {
        if (!operation.has("value")) {
            throw ApiError.inapplicablePatch();
        }
        return operation.get("value").deepCopy();
    }

    private static JsonPointer pointer(JsonNode operation, String member) {
        try {
            var pointer = JsonPointer.compile(operation.path(member).asText());
            if (!pointer.matches()) {
                return pointer;
            }
        } catch (IllegalArgumentException noPointer) {
            // Answered below, as is a patch of the whole document.
        }
        throw ApiError.inapplicablePatch();
    }
}
