package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Fills in what the API server fills in, of what the product or the stand-in controllers read. */
final class Defaults {

    private int clusterAddresses;

    void apply(ResourceType type, ObjectNode object) {
        SchemaDefaults.apply(type.openApi(), object);
        switch (type.kind()) {
            case "Namespace" -> namespace(object);
            case "Service" -> service(object.withObjectProperty("spec"));
            case "Secret" -> text(object, "type", "Opaque");
            case "Deployment" -> deployment(object.withObjectProperty("spec"));
            case "ReplicaSet", "StatefulSet" -> {
                number(object.withObjectProperty("spec"), "replicas", 1);
                podSpec(object.path("spec").path("template").path("spec"));
            }
            case "DaemonSet", "Job" ->
                podSpec(object.path("spec").path("template").path("spec"));
            case "Pod" -> podSpec(object.path("spec"));
            case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration" ->
                each(object.path("webhooks"), Defaults::webhook);
            case "APIService" -> {
                if (object.path("spec").get("service") instanceof ObjectNode service) {
                    number(service, "port", 443);
                }
            }
            default -> {
                // Nothing that anybody here reads.
            }
        }
    }

    private static void namespace(ObjectNode namespace) {
        var metadata = Json.metadata(namespace);
        metadata.withObjectProperty("labels")
                .put("kubernetes.io/metadata.name", metadata.path("name").asText());
        if (!metadata.has("deletionTimestamp")) {
            namespace.withObjectProperty("spec").putArray("finalizers").add("kubernetes");
            namespace.withObjectProperty("status").put("phase", "Active");
        }
    }

    private void service(ObjectNode spec) {
        text(spec, "type", "ClusterIP");
        text(spec, "sessionAffinity", "None");
        if (!spec.path("type").asText().equals("ExternalName")) {
            text(spec, "internalTrafficPolicy", "Cluster");
            if (!spec.has("clusterIP")) {
                clusterAddresses++;
                spec.put("clusterIP", "10.96." + clusterAddresses / 250 + "." + (1 + clusterAddresses % 250));
            }
            if (!spec.has("clusterIPs")) {
                spec.putArray("clusterIPs").add(spec.path("clusterIP").asText());
            }
        }
        each(spec.path("ports"), port -> {
            text(port, "protocol", "TCP");
            if (!port.has("targetPort")) {
                port.set("targetPort", port.path("port"));
            }
        });
    }

    private static void deployment(ObjectNode spec) {
        number(spec, "replicas", 1);
        number(spec, "revisionHistoryLimit", 10);
        number(spec, "progressDeadlineSeconds", 600);
        var strategy = spec.withObjectProperty("strategy");
        text(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            var rolling = strategy.withObjectProperty("rollingUpdate");
            text(rolling, "maxSurge", "25%");
            text(rolling, "maxUnavailable", "25%");
        }
        podSpec(spec.path("template").path("spec"));
    }

    private static void podSpec(JsonNode spec) {
        if (spec instanceof ObjectNode object) {
            text(object, "restartPolicy", "Always");
            number(object, "terminationGracePeriodSeconds", 30);
        }
        each(
                spec.path("containers"),
                container -> each(container.path("ports"), port -> text(port, "protocol", "TCP")));
        each(spec.path("volumes"), volume -> {
            if (volume.get("secret") instanceof ObjectNode secret) {
                number(secret, "defaultMode", 420);
            }
        });
    }

    private static void webhook(ObjectNode webhook) {
        text(webhook, "failurePolicy", "Fail");
        text(webhook, "matchPolicy", "Equivalent");
        number(webhook, "timeoutSeconds", 10);
        webhook.withObjectProperty("namespaceSelector");
        webhook.withObjectProperty("objectSelector");
        if (webhook.path("clientConfig").get("service") instanceof ObjectNode service) {
            number(service, "port", 443);
        }
        each(webhook.path("rules"), rule -> text(rule, "scope", "*"));
    }

    private static void each(JsonNode array, Consumer<ObjectNode> consumer) {
        Json.stream(array)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .forEach(consumer);
    }

    private static void text(ObjectNode object, String name, String value) {
        if (!object.hasNonNull(name)) {
            object.put(name, value);
        }
    }

    private static void number(ObjectNode object, String name, int value) {
        if (!object.hasNonNull(name)) {
            object.put(name, value);
        }
    }
}
