package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where server-side apply merges and where it replaces as a whole: the markers of the API's Go types for built-in kinds,
 * the schema's {@code x-kubernetes-*} extensions for custom resources.
 */
public sealed interface MergeSchema {

    /** How one field is merged. */
    sealed interface Shape {}

    /** Objects are merged key by key; whatever else is replaced as a whole. */
    record Granular() implements Shape {}

    /** Replaced as a whole, by one manager at a time. */
    record Atomic() implements Shape {}

    /** A list whose items are told apart by these fields. */
    record Keyed(List<String> keys) implements Shape {}

    /** A list of values that is merged value by value. */
    record ValueSet() implements Shape {}

    Shape GRANULAR = new Granular();
    Shape ATOMIC = new Atomic();

    Shape shape();

    MergeSchema field(String name);

    /** Of the items of a list. */
    MergeSchema item();

    static MergeSchema builtIn(String kind) {
        var rules = new HashMap<>(BuiltIn.OF_ALL_KINDS);
        rules.putAll(BuiltIn.OF_KIND.getOrDefault(kind, Map.of()));
        return new BuiltIn(Map.copyOf(rules), "");
    }

    static MergeSchema ofOpenApi(JsonNode schema) {
        return new Root(new OpenApi(schema), builtIn(""));
    }

    /** Rules by path; {@code []} stands for the items of a list, {@code template} for a Pod template anywhere. */
    record BuiltIn(Map<String, Shape> rules, String path) implements MergeSchema {

        private static final Map<String, Shape> OF_ALL_KINDS = Map.of(
                "metadata.ownerReferences", new Keyed(List.of("uid")),
                "metadata.finalizers", new ValueSet(),
                "status.conditions", new Keyed(List.of("type")));

        private static final Map<String, Shape> WEBHOOKS = Map.of(
                "webhooks", new Keyed(List.of("name")),
                "webhooks[].namespaceSelector", ATOMIC,
                "webhooks[].objectSelector", ATOMIC);

        private static final Map<String, Shape> WORKLOAD = Map.of(
                "spec.selector", ATOMIC,
                "spec.template.spec.nodeSelector", ATOMIC,
                "spec.template.spec.volumes", new Keyed(List.of("name")),
                "spec.template.spec.containers", new Keyed(List.of("name")),
                "spec.template.spec.containers[].env", new Keyed(List.of("name")),
                "spec.template.spec.containers[].ports", new Keyed(List.of("containerPort", "protocol")),
                "spec.template.spec.containers[].volumeMounts", new Keyed(List.of("mountPath")));

        private static final Map<String, Map<String, Shape>> OF_KIND = Map.of(
                "Service", Map.of("spec.selector", ATOMIC, "spec.ports", new Keyed(List.of("port", "protocol"))),
                "ValidatingWebhookConfiguration", WEBHOOKS,
                "MutatingWebhookConfiguration", WEBHOOKS,
                "Deployment", WORKLOAD,
                "ReplicaSet", WORKLOAD,
                "StatefulSet", WORKLOAD,
                "DaemonSet", WORKLOAD);

        @Override
        public Shape shape() {
            return rules.getOrDefault(path, GRANULAR);
        }

        @Override
        public MergeSchema field(String name) {
            return new BuiltIn(rules, path.isEmpty() ? name : path + "." + name);
        }

        @Override
        public MergeSchema item() {
            return new BuiltIn(rules, path + "[]");
        }
    }

    /** A part of a structural schema. */
    record OpenApi(JsonNode schema) implements MergeSchema {

        @Override
        public Shape shape() {
            return switch (schema.path("x-kubernetes-list-type").asText()) {
                case "map" ->
                    new Keyed(Json.stream(schema.path("x-kubernetes-list-map-keys"))
                            .map(JsonNode::asText)
                            .toList());
                case "set" -> new ValueSet();
                default -> schema.path("x-kubernetes-map-type").asText().equals("atomic") ? ATOMIC : GRANULAR;
            };
        }

        @Override
        public MergeSchema field(String name) {
            var properties = schema.path("properties");
            return new OpenApi(properties.has(name) ? properties.get(name) : schema.path("additionalProperties"));
        }

        @Override
        public MergeSchema item() {
            return new OpenApi(schema.path("items"));
        }
    }

    /** Custom resources state a schema for all but their metadata. */
    record Root(MergeSchema content, MergeSchema common) implements MergeSchema {

        @Override
        public Shape shape() {
            return GRANULAR;
        }

        @Override
        public MergeSchema field(String name) {
            return name.equals("metadata") ? common.field(name) : content.field(name);
        }

        @Override
        public MergeSchema item() {
            return content.item();
        }
    }
}
