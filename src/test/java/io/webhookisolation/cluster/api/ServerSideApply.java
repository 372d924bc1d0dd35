package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.cluster.api.ManagedFields.Writer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;

/** One server-side apply of one configuration to one object. */
final class ServerSideApply {

    private final MergeSchema schema;
    private final Writer writer;
    private final boolean force;
    private final Instant now;

    ServerSideApply(MergeSchema schema, Writer writer, boolean force, Instant now) {
        this.schema = schema;
        this.writer = writer;
        this.force = force;
        this.now = now;
    }

    /**
     * @param live is left as it is
     * @return the merged object with its new managedFields
     * @throws ApiError 409 with a cause for each field of somebody else that would change, unless forced
     */
    ObjectNode apply(ObjectNode live, ObjectNode configuration) {
        var managed = managedBefore(live);
        var applied = Fields.of(configuration, schema);
        var changing = changing(Fields.of(live, schema), applied);
        if (!force) {
            refuseConflicts(managed, changing);
        }
        var merged = live.deepCopy();
        merge(merged, withoutSystemMetadata(configuration), schema);
        removeAbandoned(merged, managed, applied);
        managed.applied(writer, new TreeSet<>(applied.keySet()), changing, now).writeInto(merged);
        return merged;
    }

    /** What was written before anybody applied anything has an owner too, so that the first apply can conflict. */
    private ManagedFields managedBefore(ObjectNode live) {
        var managed = ManagedFields.of(live);
        if (!managed.entries().isEmpty()) {
            return managed;
        }
        var nobody = Writer.update("before-first-apply", writer.apiVersion(), "");
        var fields = new TreeSet<>(Fields.of(live, schema).keySet());
        return managed.applied(nobody, fields, new TreeSet<>(), now);
    }

    private static Set<FieldPath> changing(
            NavigableMap<FieldPath, JsonNode> live, NavigableMap<FieldPath, JsonNode> applied) {
        var changing = new TreeSet<FieldPath>();
        applied.forEach((field, value) -> {
            if (!value.equals(live.get(field))) {
                changing.add(field);
            }
        });
        return changing;
    }

    private void refuseConflicts(ManagedFields managed, Set<FieldPath> changing) {
        var causes = managed.others(writer)
                .flatMap(entry -> entry.fields().stream()
                        .filter(changing::contains)
                        .map(field -> new ApiError.Cause(
                                "FieldManagerConflict", "conflict with " + describe(entry.writer()), field.toString())))
                .toList();
        if (!causes.isEmpty()) {
            throw ApiError.applyConflicts(causes);
        }
    }

    private static String describe(Writer other) {
        var subresource = other.subresource().isEmpty() ? "" : " with subresource \"" + other.subresource() + "\"";
        var version = other.applies() ? "" : " using " + other.apiVersion();
        return "\"" + other.manager() + "\"" + subresource + version;
    }

    private static void merge(ObjectNode target, ObjectNode source, MergeSchema schema) {
        source.properties().stream().filter(field -> !field.getValue().isNull()).forEach(field -> {
            var name = field.getKey();
            target.set(name, merged(target.path(name), field.getValue(), schema.field(name)));
        });
    }

    private static JsonNode merged(JsonNode present, JsonNode wanted, MergeSchema schema) {
        return switch (schema.shape()) {
            case MergeSchema.Granular()
            when present instanceof ObjectNode object && wanted instanceof ObjectNode more -> {
                merge(object, more, schema);
                yield object;
            }
            case MergeSchema.Keyed(var keys)
            when present instanceof ArrayNode items && wanted instanceof ArrayNode more -> {
                more.forEach(item -> mergeItem(items, item, keys, schema.item()));
                yield inOrderOf(more, items, keys);
            }
            case MergeSchema.ValueSet()
            when present instanceof ArrayNode values && wanted instanceof ArrayNode more -> {
                more.forEach(value -> {
                    if (Json.stream(values).noneMatch(value::equals)) {
                        values.add(value);
                    }
                });
                yield values;
            }
            default -> wanted.deepCopy();
        };
    }

    private static void mergeItem(ArrayNode items, JsonNode item, List<String> keys, MergeSchema schema) {
        var wanted = Fields.keysOf(item, keys);
        for (var present : items) {
            if (Fields.keysOf(present, keys).equals(wanted)) {
                merge((ObjectNode) present, (ObjectNode) item, schema);
                return;
            }
        }
        items.add(item.deepCopy());
    }

    /** Items that are not applied follow the one that they followed. */
    private static ArrayNode inOrderOf(ArrayNode applied, ArrayNode merged, List<String> keys) {
        var items = new LinkedHashMap<Map<String, JsonNode>, JsonNode>();
        merged.forEach(item -> items.put(Fields.keysOf(item, keys), item));
        var next = new ArrayDeque<Map<String, JsonNode>>();
        applied.forEach(item -> next.add(Fields.keysOf(item, keys)));
        var ordered = new LinkedHashSet<Map<String, JsonNode>>();
        items.keySet().forEach(item -> {
            while (next.contains(item)) {
                ordered.add(next.remove());
            }
            ordered.add(item);
        });
        var result = merged.arrayNode();
        ordered.forEach(item -> result.add(items.get(item)));
        return result;
    }

    /** Fields that this writer applied before, applies no more, and that nobody else owns. */
    private void removeAbandoned(ObjectNode merged, ManagedFields managed, NavigableMap<FieldPath, JsonNode> applied) {
        var abandoned = new TreeSet<FieldPath>();
        managed.of(writer).ifPresent(entry -> abandoned.addAll(entry.fields()));
        abandoned.removeAll(applied.keySet());
        managed.others(writer).forEach(entry -> abandoned.removeAll(entry.fields()));
        // An item goes before its parts are looked for, and stays while a part of it has another owner.
        for (var field : abandoned) {
            var kept = managed.others(writer)
                    .flatMap(entry -> entry.fields().stream())
                    .anyMatch(other -> other.startsWith(field));
            if (!kept) {
                remove(merged, field.elements());
            }
        }
    }

    /** Answers whether nothing is left of the node. */
    private static boolean remove(JsonNode node, List<String> path) {
        var element = path.getFirst();
        var content = element.substring(2);
        if (element.startsWith("f:") && node instanceof ObjectNode object) {
            if (path.size() == 1
                    || (object.has(content) && remove(object.get(content), path.subList(1, path.size())))) {
                object.remove(content);
            }
        } else if (node instanceof ArrayNode items) {
            var wanted = Json.parse(content);
            for (var each = items.iterator(); each.hasNext(); ) {
                var item = each.next();
                var found = element.startsWith("v:") ? item.equals(wanted) : hasAll(item, wanted);
                if (found && path.size() == 1) {
                    each.remove();
                } else if (found) {
                    remove(item, path.subList(1, path.size()));
                }
            }
        }
        return node.isEmpty();
    }

    private static boolean hasAll(JsonNode item, JsonNode keys) {
        return keys.properties().stream().allMatch(key -> key.getValue().equals(item.get(key.getKey())));
    }

    private static ObjectNode withoutSystemMetadata(ObjectNode configuration) {
        var copy = configuration.deepCopy();
        Json.metadata(copy)
                .remove(List.of("managedFields", "resourceVersion", "uid", "creationTimestamp", "generation"));
        return copy;
    }
}
