package io.webhookisolation.cluster.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.cluster.api.ResourceType;
import java.util.stream.StreamSupport;

/** Whether a webhook entry concerns a write: its rules and its two selectors; match conditions count as true. */
final class EntryMatch {

    private EntryMatch() {}

    static boolean matches(
            JsonNode entry, String operation, ResourceType type, ObjectNode object, JsonNode namespaceLabels) {
        return StreamSupport.stream(entry.path("rules").spliterator(), false)
                        .anyMatch(rule -> matches(rule, operation, type))
                && selects(entry.path("objectSelector"), object.path("metadata").path("labels"))
                && selects(entry.path("namespaceSelector"), namespaceLabels);
    }

    private static boolean matches(JsonNode rule, String operation, ResourceType type) {
        return contains(rule.path("operations"), operation)
                && contains(rule.path("apiGroups"), type.group())
                && contains(rule.path("apiVersions"), type.version())
                && contains(rule.path("resources"), type.plural());
    }

    private static boolean contains(JsonNode list, String wanted) {
        var texts = AdmissionCaller.texts(list);
        return texts.contains("*") || texts.contains(wanted);
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        return selector.path("matchLabels").properties().stream()
                        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())))
                && StreamSupport.stream(selector.path("matchExpressions").spliterator(), false)
                        .allMatch(expression -> fulfils(expression, labels));
    }

    private static boolean fulfils(JsonNode expression, JsonNode labels) {
        var label = labels.path(expression.path("key").asText());
        var listed = AdmissionCaller.texts(expression.path("values")).contains(label.asText());
        return switch (expression.path("operator").asText()) {
            case "In" -> !label.isMissingNode() && listed;
            case "NotIn" -> label.isMissingNode() || !listed;
            case "Exists" -> !label.isMissingNode();
            default -> label.isMissingNode();
        };
    }
}
