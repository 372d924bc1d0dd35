package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One change of one object: created without {@code before}, deleted without {@code after}.
 *
 * @param before of a deletion: the last state, with the revision of the deletion
 */
public record Change(long revision, ResourceType type, Optional<ObjectNode> before, Optional<ObjectNode> after) {

    public ObjectNode newest() {
        return after.or(() -> before).orElseThrow();
    }
}
