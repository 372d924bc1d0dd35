package io.webhookisolation.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.convert.AppliedAnnotation;
import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.TemplateRecord;
import io.webhookisolation.trust.Consent;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Objects as they are in Git, and what the operator makes of them in the cluster. */
final class Written {

    static final String KEY = "app.kubernetes.io/name";
    static final LabelSet ADDED = LabelSet.of(KEY, "lws");

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String BUNDLE = "LS0tLS1CRUdJTg==";

    /** By kind; a bundle in Git is a placeholder there. */
    static final Map<String, String> IN_GIT = Map.of(
            "Service",
            """
            apiVersion: v1
            kind: Service
            metadata: {namespace: operators, name: lws-webhook-service}
            spec:
              ports: [{port: 443, targetPort: 9443}]
              selector: {control-plane: controller-manager}
            """,
            "Deployment",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {namespace: operators, name: lws-controller-manager}
            spec:
              template: {metadata: {labels: {control-plane: controller-manager}}}
            """,
            "ValidatingWebhookConfiguration",
            webhooks("ValidatingWebhookConfiguration"),
            "MutatingWebhookConfiguration",
            webhooks("MutatingWebhookConfiguration"),
            "CustomResourceDefinition",
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: leaderworkersets.lws.example, annotations: {%s: operators/webhooks}}
            spec: {conversion: {strategy: Webhook, webhook: {clientConfig: {caBundle: Cg==}}}}
            """.formatted(Consent.ANNOTATION),
            "APIService",
            """
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata: {name: v1.lws.example, annotations: {%s: operators/webhooks}}
            spec: {group: lws.example, caBundle: Cg==}
            """.formatted(Consent.ANNOTATION));

    private Written() {}

    static ObjectNode inGit(String kind) {
        return (ObjectNode) Shipped.yaml(Objects.requireNonNull(IN_GIT.get(kind)));
    }

    /** The same after the operator did what it does to such an object. */
    static ObjectNode inCluster(String kind) {
        var object = inGit(kind);
        switch (kind) {
            case "Service" -> {
                labels(object, "/spec/selector").put(KEY, "lws");
                annotate(object, AppliedAnnotation.write(new AppliedRecord(ADDED, "", NOON, "operators/webhooks")));
            }
            case "Deployment" -> {
                labels(object, "/spec/template/metadata/labels").put(KEY, "lws");
                annotate(
                        object,
                        AppliedAnnotation.write(new TemplateRecord(
                                ADDED, "operators/lws-webhook-service", NOON, "operators/webhooks")));
            }
            default -> object.findParents("caBundle").forEach(client -> ((ObjectNode) client).put("caBundle", BUNDLE));
        }
        return object;
    }

    static ObjectNode labels(JsonNode object, String pointer) {
        return (ObjectNode) object.at(pointer);
    }

    /** What concerns comparisons: our own annotation is nothing that Git says anything about. */
    static JsonNode compared(JsonNode object) {
        var copy = object.deepCopy();
        if (copy.at("/metadata/annotations") instanceof ObjectNode annotations) {
            annotations.remove(AppliedAnnotation.NAME);
            if (annotations.isEmpty()) {
                ((ObjectNode) copy.get("metadata")).remove("annotations");
            }
        }
        return copy;
    }

    private static void annotate(ObjectNode object, String record) {
        ((ObjectNode) object.get("metadata")).putObject("annotations").put(AppliedAnnotation.NAME, record);
    }

    private static String webhooks(String kind) {
        return """
        apiVersion: admissionregistration.k8s.io/v1
        kind: %s
        metadata: {name: lws-validating-webhook-configuration, annotations: {%s: operators/webhooks}}
        webhooks:
          - {name: vleaderworkerset.kb.io, clientConfig: {caBundle: Cg==, service: {name: lws-webhook-service}}}
        """.formatted(kind, Consent.ANNOTATION);
    }
}
