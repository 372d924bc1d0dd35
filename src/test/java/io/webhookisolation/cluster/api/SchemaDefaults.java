package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Fills in the defaults of a structural schema as the API server does (Kubernetes: "Extend the API with
 * CustomResourceDefinitions", "Defaulting"): a missing or null field takes its default, and defaults inside of it follow. A
 * missing parent without a default gets none.
 */
public final class SchemaDefaults {

    private SchemaDefaults() {}

    public static void apply(JsonNode schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            schema.path("properties").properties().forEach(property -> {
                var name = property.getKey();
                var wanted = property.getValue();
                if (Json.member(object, name).isEmpty() && wanted.has("default")) {
                    object.set(name, wanted.get("default").deepCopy());
                }
                apply(wanted, object.path(name));
            });
        } else if (value.isArray()) {
            value.forEach(item -> apply(schema.path("items"), item));
        }
    }
}
