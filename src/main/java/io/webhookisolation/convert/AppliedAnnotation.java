package io.webhookisolation.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.TemplateRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The undo record on a Service that we narrowed, or on a workload that we labelled, as one JSON object; what is written
 * can be read again.
 */
public final class AppliedAnnotation {

    public static final String NAME = "webhook-isolation.io/applied";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AppliedAnnotation() {}

    /** The record as JSON, with a fixed order of keys. */
    public static String write(AppliedRecord record) {
        return json(record.added(), "formerManager", record.formerManager(), record.time(), record.policy());
    }

    /** The record of a workload as JSON, with a fixed order of keys. */
    public static String write(TemplateRecord record) {
        return json(record.added(), "service", record.service(), record.time(), record.policy());
    }

    /** The record, or empty if this is not one that we wrote. */
    public static Optional<AppliedRecord> read(String annotation) {
        return read(
                annotation,
                (added, json) -> new AppliedRecord(
                        added, text(json, "formerManager"), Instant.parse(text(json, "time")), text(json, "policy")));
    }

    /** The record of a workload, or empty if this is not one that we wrote. */
    public static Optional<TemplateRecord> readTemplate(String annotation) {
        return read(
                annotation,
                (added, json) -> new TemplateRecord(
                        added, text(json, "service"), Instant.parse(text(json, "time")), text(json, "policy")));
    }

    private static String json(LabelSet labels, String key, String value, Instant time, String policy) {
        var json = JSON.createObjectNode();
        var added = json.putObject("added");
        labels.entries().forEach(added::put);
        json.put(key, value);
        json.put("time", time.toString());
        json.put("policy", policy);
        return json.toString();
    }

    private static <T> Optional<T> read(String annotation, BiFunction<LabelSet, JsonNode, T> reading) {
        try {
            var json = JSON.readTree(annotation);
            return added(json).map(added -> reading.apply(added, json));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LabelSet> added(JsonNode json) {
        var added = new TreeMap<String, String>();
        for (var entry : json.path("added").properties()) {
            if (!entry.getValue().isTextual()) {
                return Optional.empty();
            }
            added.put(entry.getKey(), entry.getValue().textValue());
        }
        return added.isEmpty() ? Optional.empty() : Optional.of(LabelSet.of(added));
    }

    private static String text(JsonNode json, String key) {
        return json.path(key).asText("");
    }
}
