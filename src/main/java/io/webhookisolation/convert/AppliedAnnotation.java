package io.webhookisolation.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSet;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** The undo record on a Service that we narrowed, as one JSON object; what is written can be read again. */
public final class AppliedAnnotation {

    public static final String NAME = "webhook-isolation.io/applied";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AppliedAnnotation() {}

    /** The record as JSON, with a fixed order of keys. */
    public static String write(AppliedRecord record) {
        var json = JSON.createObjectNode();
        var added = json.putObject("added");
        record.added().entries().forEach(added::put);
        json.put("formerManager", record.formerManager());
        json.put("time", record.time().toString());
        json.put("policy", record.policy());
        return json.toString();
    }

    /** The record, or empty if this is not one that we wrote. */
    public static Optional<AppliedRecord> read(String annotation) {
        try {
            return fromJson(JSON.readTree(annotation));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<AppliedRecord> fromJson(JsonNode json) {
        var added = new TreeMap<String, String>();
        for (var entry : json.path("added").properties()) {
            if (!entry.getValue().isTextual()) {
                return Optional.empty();
            }
            added.put(entry.getKey(), entry.getValue().textValue());
        }
        return added.isEmpty()
                ? Optional.empty()
                : Optional.of(new AppliedRecord(
                        LabelSet.of(added),
                        json.path("formerManager").asText(""),
                        Instant.parse(json.path("time").asText("")),
                        json.path("policy").asText("")));
    }
}
