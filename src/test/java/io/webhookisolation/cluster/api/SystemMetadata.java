package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.cluster.api.ResourceType.Trait;
import java.time.Instant;
import java.util.List;

/** The metadata that only the server writes. */
final class SystemMetadata {

    private static final List<String> CARRIED_OVER = List.of(
            "name",
            "namespace",
            "generateName",
            "uid",
            "creationTimestamp",
            "generation",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "resourceVersion");

    private SystemMetadata() {}

    static void start(ResourceType type, ObjectNode metadata, String uid, Instant now) {
        metadata.remove(List.of(
                "generation", "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields"));
        metadata.put("uid", uid).put("creationTimestamp", ManagedFields.timestamp(now));
        if (type.is(Trait.GENERATION)) {
            metadata.put("generation", 1);
        }
    }

    /** Whatever the client sent of it is replaced by what is so. */
    static void carryOver(ResourceType type, ObjectNode live, ObjectNode next) {
        var metadata = Json.metadata(next);
        var before = live.path("metadata");
        CARRIED_OVER.forEach(name -> Json.set(metadata, name, Json.member(before, name)));
        next.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    }

    /** The generation rises when what is wanted has changed. */
    static void count(ResourceType type, ObjectNode live, ObjectNode next) {
        if (type.is(Trait.GENERATION) && !wanted(live).equals(wanted(next))) {
            var generation = live.path("metadata").path("generation").asInt();
            Json.metadata(next).put("generation", generation + 1);
        }
    }

    private static ObjectNode wanted(ObjectNode object) {
        return object.deepCopy().without(List.of("metadata", "status", "apiVersion", "kind"));
    }
}
