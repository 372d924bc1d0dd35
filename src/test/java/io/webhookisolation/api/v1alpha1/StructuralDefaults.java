package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Defaults as the API server fills them in (Kubernetes: "Extend the API with CustomResourceDefinitions", "Defaulting"):
 * a missing or null field takes its default, and defaults inside of it follow. A missing parent without a default gets none.
 */
final class StructuralDefaults {

    private StructuralDefaults() {}

    static void apply(JsonNode schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            schema.path("properties").properties().forEach(property -> {
                var present = object.get(property.getKey());
                var standard = property.getValue().get("default");
                if ((present == null || present.isNull()) && standard != null) {
                    object.set(property.getKey(), standard.deepCopy());
                }
                apply(property.getValue(), object.path(property.getKey()));
            });
        } else {
            value.forEach(item -> apply(schema.path("items"), item));
        }
    }
}
