package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Asked before a write is stored. */
@FunctionalInterface
public interface Admission {

    Admission NONE = (operation, type, object) -> Optional.empty();

    /**
     * Reviews one write.
     *
     * @param operation {@code CREATE}, {@code UPDATE} or {@code DELETE}
     * @return why the write must not be; empty to admit it
     */
    Optional<Refusal> review(String operation, ResourceType type, ObjectNode object);

    /**
     * An answer to the client in place of the write.
     *
     * @param code HTTP status: 500 when a webhook could not be called, 400 or 403 when it said no
     */
    record Refusal(int code, String reason, String message) {}
}
