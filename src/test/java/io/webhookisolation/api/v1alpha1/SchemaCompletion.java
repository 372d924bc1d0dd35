package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Describes and bounds the parts of the schema that come from Kubernetes' own types, and the keys of lists. */
final class SchemaCompletion {

    /** A prefix of at most 253 characters, a slash, a name of at most 63 (Kubernetes: "Labels and Selectors"). */
    private static final long LABEL_KEY_LENGTH = 317;

    private static final long LABEL_VALUE_LENGTH = 63;

    private SchemaCompletion() {}

    static void complete(JSONSchemaProps root) {
        root.setDescription(
                "A WebhookIsolationPolicy asks that each webhook Service of its namespace reaches the Pods of"
                        + " its owner and no others.");
        var spec = at(root, "spec");
        completeLabelSelector(at(spec, "serviceSelector"));
        at(spec, "selectors", "labelKeys").setXKubernetesListType("atomic");
        // The annotation for defaults takes an empty text for none.
        at(spec, "certificates", "rotate").setDefault(new TextNode(""));
        List.of("takeOver", "compromised")
                .forEach(list -> at(spec, "certificates", list).setXKubernetesListType("set"));

        var status = at(root, "status");
        at(status, "observedGeneration").setFormat("int64");
        completeConditions(at(status, "conditions"));
        var services = at(status, "services");
        keyed(services, "name");
        var service = items(services);
        at(service, "evidenceTime").setFormat("date-time");
        at(service, "backOff", "until").setFormat("date-time");
        List.of("phaseSince", "nextRotation", "renewalDue")
                .forEach(time -> at(service, "certificate", time).setFormat("date-time"));
        at(service, "certificate", "rotation", "since").setFormat("date-time");
        List.of("leaf", "ca", "nextCa", "servedMin")
                .forEach(time -> at(service, "certificate", "notAfter", time).setFormat("date-time"));
        List.of("since", "last", "until")
                .forEach(time -> at(service, "contest", time).setFormat("date-time"));
    }

    /** The API doc of meta/v1 LabelSelector, as a schema; the API server checks embedded selectors no further. */
    private static void completeLabelSelector(JSONSchemaProps selector) {
        selector.setXKubernetesMapType("atomic");

        var labels = at(selector, "matchLabels");
        labels.setDescription("Labels that the Service must have, each with this value.");
        labels.setMaxProperties(16L);
        labels.getAdditionalProperties().getSchema().setMaxLength(LABEL_VALUE_LENGTH);

        var expressions = at(selector, "matchExpressions");
        expressions.setDescription("Requirements on the Service's labels; all must hold.");
        expressions.setMaxItems(16L);
        expressions.setXKubernetesListType("atomic");

        var expression = items(expressions);
        expression.setRequired(List.of("key", "operator"));
        var key = at(expression, "key");
        key.setDescription("The label's key.");
        key.setMinLength(1L);
        key.setMaxLength(LABEL_KEY_LENGTH);
        var operator = at(expression, "operator");
        operator.setDescription("How the label is compared with values.");
        oneOf(operator, "In", "NotIn", "Exists", "DoesNotExist");
        var values = at(expression, "values");
        values.setDescription("What In and NotIn compare with; must be absent for Exists and DoesNotExist.");
        values.setMaxItems(32L);
        values.setXKubernetesListType("atomic");
        items(values).setMaxLength(LABEL_VALUE_LENGTH);
    }

    /** The API doc of meta/v1 Condition, as a schema. */
    private static void completeConditions(JSONSchemaProps conditions) {
        keyed(conditions, "type");
        conditions.setMaxItems(16L);
        var condition = items(conditions);
        condition.setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));

        var type = at(condition, "type");
        type.setDescription("What it is about.");
        type.setMinLength(1L);
        type.setMaxLength(316L);
        var status = at(condition, "status");
        status.setDescription("Whether it holds.");
        oneOf(status, "True", "False", "Unknown");
        var reason = at(condition, "reason");
        reason.setDescription("Why, in one word for programs.");
        reason.setMinLength(1L);
        reason.setMaxLength(1024L);
        reason.setPattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$");
        var message = at(condition, "message");
        message.setDescription("Why, in a sentence for people; may be empty.");
        message.setMaxLength(32_768L);
        var since = at(condition, "lastTransitionTime");
        since.setDescription("When status last changed.");
        since.setFormat("date-time");
        var generation = at(condition, "observedGeneration");
        generation.setDescription("The metadata.generation that it is about.");
        generation.setFormat("int64");
        generation.setMinimum(0.0);
    }

    /** Several writers of one list, and server-side apply, tell entries apart by this field. */
    private static void keyed(JSONSchemaProps list, String field) {
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of(field));
    }

    private static void oneOf(JSONSchemaProps text, String... values) {
        text.setEnum(Stream.of(values).<JsonNode>map(TextNode::new).toList());
    }

    private static JSONSchemaProps at(JSONSchemaProps schema, String... path) {
        JSONSchemaProps found = schema;
        for (var property : path) {
            found = Objects.requireNonNull(found.getProperties().get(property), property);
        }
        return found;
    }

    private static JSONSchemaProps items(JSONSchemaProps list) {
        return list.getItems().getSchema();
    }
}
