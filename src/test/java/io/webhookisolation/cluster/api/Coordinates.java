package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where an object stands.
 *
 * @param namespace empty for cluster-scoped objects
 */
record Coordinates(String namespace, String name) {

    static Coordinates of(JsonNode object) {
        var metadata = object.path("metadata");
        return new Coordinates(
                metadata.path("namespace").asText(""), metadata.path("name").asText(""));
    }
}
