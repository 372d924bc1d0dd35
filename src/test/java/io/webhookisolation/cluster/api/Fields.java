package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Takes an object apart into the fields that can have an owner, and writes sets of them as FieldsV1. */
final class Fields {

    private static final JsonNode PRESENT = BooleanNode.TRUE;

    /** The server's own; nobody owns them. */
    private static final Set<String> SYSTEM_METADATA = Set.of(
            "name",
            "namespace",
            "generateName",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "managedFields",
            "selfLink");

    private Fields() {}

    /** Each field with its value; an item of a keyed list is a field of its own, besides what it contains. */
    static NavigableMap<FieldPath, JsonNode> of(ObjectNode object, MergeSchema schema) {
        var owned = object.deepCopy();
        owned.remove(List.of("apiVersion", "kind"));
        if (owned.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(SYSTEM_METADATA);
            if (metadata.isEmpty()) {
                owned.remove("metadata");
            }
        }
        var fields = new TreeMap<FieldPath, JsonNode>();
        collect(owned, schema, FieldPath.ROOT, fields);
        return fields;
    }

    private static void collect(
            JsonNode node, MergeSchema schema, FieldPath path, NavigableMap<FieldPath, JsonNode> into) {
        switch (schema.shape()) {
            case MergeSchema.Granular()
            when node instanceof ObjectNode object && !object.isEmpty() ->
                object.properties().stream()
                        .filter(field -> !field.getValue().isNull())
                        .forEach(field -> collect(
                                field.getValue(), schema.field(field.getKey()), path.field(field.getKey()), into));
            case MergeSchema.Keyed(var keys)
            when node instanceof ArrayNode items -> {
                for (var item : items) {
                    var itemPath = path.item(keysOf(item, keys));
                    into.put(itemPath, PRESENT);
                    collect(item, schema.item(), itemPath, into);
                }
            }
            case MergeSchema.ValueSet()
            when node instanceof ArrayNode values -> values.forEach(value -> into.put(path.value(value), PRESENT));
            default -> {
                if (!path.equals(FieldPath.ROOT)) {
                    into.put(path, node);
                }
            }
        }
    }

    /** The values by which an item of a keyed list is told apart. */
    static Map<String, JsonNode> keysOf(JsonNode item, List<String> keys) {
        var values = new LinkedHashMap<String, JsonNode>();
        keys.forEach(key -> Json.member(item, key).ifPresent(value -> values.put(key, value)));
        return values;
    }

    static ObjectNode toFieldsV1(SortedSet<FieldPath> fields) {
        var root = Json.object();
        for (var field : fields) {
            var node = root;
            for (var element : field.elements()) {
                node = node.withObjectProperty(element);
            }
            // A field that has parts of its own is itself marked by a dot; a field without parts is an empty object.
            if (hasParts(field, fields)) {
                node.putObject(".");
            }
        }
        return root;
    }

    private static boolean hasParts(FieldPath field, SortedSet<FieldPath> fields) {
        var after = fields.tailSet(field.with(""));
        return !after.isEmpty() && after.first().startsWith(field);
    }

    static SortedSet<FieldPath> ofFieldsV1(JsonNode fieldsV1) {
        var fields = new TreeSet<FieldPath>();
        parse(fieldsV1, FieldPath.ROOT, fields);
        return fields;
    }

    private static void parse(JsonNode node, FieldPath path, Set<FieldPath> into) {
        if (node.isEmpty() || node.has(".")) {
            into.add(path);
        }
        node.properties().stream()
                .filter(child -> !child.getKey().equals("."))
                .forEach(child -> parse(child.getValue(), path.with(child.getKey()), into));
    }
}
