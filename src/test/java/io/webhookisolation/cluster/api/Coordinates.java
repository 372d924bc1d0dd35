package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;

/**
 * Where an object stands; ordered by namespace and name.
 *
 * @param namespace empty for cluster-scoped objects
 */
record Coordinates(String namespace, String name) implements Comparable<Coordinates> {

    private static final Comparator<Coordinates> ORDER =
            Comparator.comparing(Coordinates::namespace).thenComparing(Coordinates::name);

    static Coordinates of(JsonNode object) {
        var metadata = object.path("metadata");
        return new Coordinates(
                metadata.path("namespace").asText(""), metadata.path("name").asText(""));
    }

    @Override
    public int compareTo(Coordinates other) {
        return ORDER.compare(this, other);
    }
}
