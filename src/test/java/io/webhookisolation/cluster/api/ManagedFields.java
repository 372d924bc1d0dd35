package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who owns which field: {@code metadata.managedFields} as a value. */
record ManagedFields(List<Entry> entries) {

    /** Who writes, and how; each has at most one entry. */
    record Writer(String manager, String operation, String apiVersion, String subresource) {

        static Writer update(String manager, String apiVersion, String subresource) {
            return new Writer(manager, "Update", apiVersion, subresource);
        }

        static Writer apply(String manager, String apiVersion, String subresource) {
            return new Writer(manager, "Apply", apiVersion, subresource);
        }

        boolean applies() {
            return operation.equals("Apply");
        }
    }

    /** What one writer owns. */
    record Entry(Writer writer, String time, SortedSet<FieldPath> fields) {

        Entry without(Set<FieldPath> taken) {
            var left = new TreeSet<>(fields);
            left.removeAll(taken);
            return new Entry(writer, time, left);
        }
    }

    ManagedFields {
        entries = List.copyOf(entries);
    }

    static ManagedFields of(JsonNode object) {
        return new ManagedFields(Json.stream(object.path("metadata").path("managedFields"))
                .map(ManagedFields::parse)
                .toList());
    }

    /** What stands before a write: what it sends itself, none for one empty entry, else what was there. */
    static ManagedFields sent(JsonNode before, JsonNode sent) {
        var list = sent.path("metadata").path("managedFields");
        if (list.isEmpty()) {
            return of(before);
        }
        return list.size() == 1 && list.get(0).isEmpty() ? new ManagedFields(List.of()) : of(sent);
    }

    Optional<Entry> of(Writer writer) {
        return entries.stream().filter(entry -> entry.writer().equals(writer)).findFirst();
    }

    Stream<Entry> others(Writer writer) {
        return entries.stream().filter(entry -> !entry.writer().equals(writer));
    }

    /** After a write that is no apply: its writer owns what it changed, and nobody owns what it removed. */
    ManagedFields updated(Writer writer, Map<FieldPath, JsonNode> before, Map<FieldPath, JsonNode> after, Instant now) {
        var changed = new TreeSet<FieldPath>();
        after.forEach((field, value) -> {
            if (!value.equals(before.get(field))) {
                changed.add(field);
            }
        });
        var removed = new TreeSet<>(before.keySet());
        removed.removeAll(after.keySet());
        if (changed.isEmpty() && removed.isEmpty()) {
            return this;
        }
        var taken = new TreeSet<>(changed);
        taken.addAll(removed);
        var own = new TreeSet<>(changed);
        of(writer).ifPresent(entry -> own.addAll(entry.without(removed).fields()));
        return replace(writer, own, taken, now);
    }

    /** After an apply, whose writer owns just what it applied; forced ones take it from the others. */
    ManagedFields applied(Writer writer, SortedSet<FieldPath> own, Set<FieldPath> taken, Instant now) {
        return replace(writer, own, taken, now);
    }

    private ManagedFields replace(Writer writer, SortedSet<FieldPath> own, Set<FieldPath> taken, Instant now) {
        var next = new ArrayList<Entry>();
        others(writer)
                .map(entry -> entry.without(taken))
                .filter(entry -> !entry.fields().isEmpty())
                .forEach(next::add);
        var same = of(writer).filter(entry -> entry.fields().equals(own));
        if (!own.isEmpty()) {
            next.add(same.orElseGet(() -> new Entry(writer, timestamp(now), own)));
        }
        return new ManagedFields(next);
    }

    void writeInto(ObjectNode object) {
        var metadata = Json.metadata(object);
        metadata.remove("managedFields");
        if (entries.isEmpty()) {
            return;
        }
        var list = metadata.putArray("managedFields");
        for (var entry : entries) {
            var node = list.addObject()
                    .put("manager", entry.writer().manager())
                    .put("operation", entry.writer().operation())
                    .put("apiVersion", entry.writer().apiVersion())
                    .put("time", entry.time())
                    .put("fieldsType", "FieldsV1");
            node.set("fieldsV1", Fields.toFieldsV1(entry.fields()));
            if (!entry.writer().subresource().isEmpty()) {
                node.put("subresource", entry.writer().subresource());
            }
        }
    }

    private static Entry parse(JsonNode node) {
        var writer = new Writer(
                node.path("manager").asText(),
                node.path("operation").asText(),
                node.path("apiVersion").asText(),
                node.path("subresource").asText());
        return new Entry(writer, node.path("time").asText(), Fields.ofFieldsV1(node.path("fieldsV1")));
    }

    static String timestamp(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
