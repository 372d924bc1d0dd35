package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** One change of one object, which has no {@code before} if it was created, and no {@code after} if it was deleted. */
public record Change(long revision, ResourceType type, Optional<ObjectNode> before, Optional<ObjectNode> after) {

    public ObjectNode newest() {
        return after.or(() -> before).orElseThrow();
    }

    /** The newest state as watchers are told of it: that of a deleted object has the revision of the deletion. */
    ObjectNode told() {
        return after.orElseGet(() -> {
            var last = before.orElseThrow().deepCopy();
            Json.metadata(last).put("resourceVersion", Long.toString(revision));
            return last;
        });
    }

    /** Whether it belongs into this list; of all namespaces if {@code namespace} is empty. */
    boolean concerns(ResourceType listed, String namespace) {
        return type.qualifiedName().equals(listed.qualifiedName())
                && (namespace.isEmpty()
                        || namespace.equals(Coordinates.of(newest()).namespace()));
    }
}
