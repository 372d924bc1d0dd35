package io.webhookisolation.cluster.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads who controls an object. */
final class Owners {

    private Owners() {}

    /** The name of the controller, if it is of this kind. */
    static Optional<String> controller(JsonNode object, String kind) {
        return StreamSupport.stream(
                        object.path("metadata").path("ownerReferences").spliterator(), false)
                .filter(owner -> owner.path("controller").asBoolean()
                        && owner.path("kind").asText().equals(kind))
                .map(owner -> owner.path("name").asText())
                .findFirst();
    }

    static boolean isControlledBy(HasMetadata object, HasMetadata owner) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference -> Boolean.TRUE.equals(reference.getController())
                        && reference.getUid().equals(owner.getMetadata().getUid()));
    }
}
