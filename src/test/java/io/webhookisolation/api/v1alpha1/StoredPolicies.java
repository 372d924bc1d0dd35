package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Policies that a cluster may hold: valid ones, and each of them again with one field taken away, or at an end of what its schema allows. */
final class StoredPolicies {

    private final Set<ObjectNode> found = new LinkedHashSet<>();
    private final ObjectNode policy;

    private StoredPolicies(ObjectNode policy) {
        this.policy = policy;
        found.add(policy.deepCopy());
    }

    /** Those that this schema lets in. */
    static List<ObjectNode> under(PolicySchema schema, List<ObjectNode> examples) {
        var all = new LinkedHashSet<ObjectNode>();
        for (var example : examples) {
            var stored = new StoredPolicies(pruned(schema, example));
            stored.vary(schema.root(), stored.policy);
            all.addAll(stored.found);
        }
        return all.stream()
                .filter(policy -> schema.violations(policy).isEmpty())
                .toList();
    }

    /** Without what this schema does not know, as an API server that has it stores the object. */
    static ObjectNode pruned(PolicySchema schema, ObjectNode example) {
        var stored = example.deepCopy();
        prune(schema.root().get("properties").get("spec"), stored.path("spec"));
        prune(schema.root().get("properties").get("status"), stored.path("status"));
        return stored;
    }

    private static void prune(JsonNode schema, JsonNode value) {
        var properties = schema.path("properties");
        if (value instanceof ObjectNode object && properties.isObject()) {
            object.retain(properties.propertyStream().map(Map.Entry::getKey).toList());
            properties.properties().forEach(property -> prune(property.getValue(), object.path(property.getKey())));
        } else if (value.isArray()) {
            value.forEach(item -> prune(schema.path("items"), item));
        }
    }

    /** Whatever is varied is put back. */
    private void vary(JsonNode schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            schema.path("properties").properties().forEach(property -> {
                var name = property.getKey();
                var present = object.get(name);
                for (var other : others(property.getValue())) {
                    with(object, name, other, present);
                }
                if (present != null) {
                    without(object, name, present);
                    vary(property.getValue(), present);
                }
            });
        } else if (value instanceof ArrayNode array) {
            array.forEach(item -> vary(schema.path("items"), item));
        }
    }

    private void with(ObjectNode object, String name, JsonNode other, @Nullable JsonNode present) {
        object.set(name, other);
        found.add(policy.deepCopy());
        restore(object, name, present);
    }

    private void without(ObjectNode object, String name, JsonNode present) {
        object.remove(name);
        found.add(policy.deepCopy());
        restore(object, name, present);
    }

    private static void restore(ObjectNode object, String name, @Nullable JsonNode present) {
        if (present == null) {
            object.remove(name);
        } else {
            object.set(name, present);
        }
    }

    private static List<JsonNode> others(JsonNode schema) {
        var others = new ArrayList<JsonNode>();
        schema.path("enum").forEach(others::add);
        switch (schema.path("type").asText()) {
            case "boolean" -> others.addAll(List.of(BooleanNode.TRUE, BooleanNode.FALSE));
            case "integer" ->
                Stream.of("minimum", "maximum")
                        .filter(schema::has)
                        .forEach(end ->
                                others.add(LongNode.valueOf(schema.get(end).asLong())));
            case "string" -> {
                if (schema.has("maxLength")) {
                    others.add(
                            TextNode.valueOf("x".repeat(schema.get("maxLength").asInt())));
                }
            }
            case "array" -> others.add(JsonNodeFactory.instance.arrayNode());
            default -> others.add(JsonNodeFactory.instance.objectNode());
        }
        return others;
    }
}
