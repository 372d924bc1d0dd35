package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.cluster.api.ResourceType.Trait;
import java.time.InstantSource;

/** Removes an object, or marks it while somebody still has to finish with it. */
final class Deletion {

    private static final int DEFAULT_GRACE = 30;

    private final ObjectStore store;
    private final InstantSource clock;

    Deletion(ObjectStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Answers the object's last state, or its marked one. */
    ObjectNode delete(ResourceType type, ObjectNode live, DeleteOptions options) {
        var grace = grace(type, live, options);
        if (grace == 0 && !hasFinalizers(live) && !awaitsController(type, live)) {
            return store.remove(type, live);
        }
        var marked = mark(type, live, grace);
        return marked.equals(live) ? live : store.put(type, marked);
    }

    /** A marked object goes with its last finalizer. */
    boolean isComplete(ResourceType type, ObjectNode object) {
        var metadata = object.path("metadata");
        return metadata.has("deletionTimestamp")
                && metadata.path("deletionGracePeriodSeconds").asInt() == 0
                && !hasFinalizers(object)
                && !awaitsController(type, object);
    }

    private ObjectNode mark(ResourceType type, ObjectNode live, int grace) {
        var marked = live.deepCopy();
        var metadata = Json.metadata(marked);
        metadata.put("deletionGracePeriodSeconds", grace);
        if (!metadata.has("deletionTimestamp")) {
            metadata.put(
                    "deletionTimestamp", ManagedFields.timestamp(clock.instant().plusSeconds(grace)));
            if (type.is(Trait.GENERATION)) {
                metadata.put("generation", metadata.path("generation").asInt() + 1);
            }
        }
        if (type.isKind("", "Namespace")) {
            marked.withObjectProperty("status").put("phase", "Terminating");
        }
        return marked;
    }

    /** A Pod that runs on a Node is ended by the Node's agent. */
    private static int grace(ResourceType type, JsonNode live, DeleteOptions options) {
        var runs = type.isKind("", "Pod") && live.path("spec").has("nodeName");
        return runs ? options.gracePeriod().orElse(DEFAULT_GRACE) : 0;
    }

    private static boolean hasFinalizers(JsonNode object) {
        return !object.path("metadata").path("finalizers").isEmpty();
    }

    /** A Namespace is emptied first; the controller that does it takes {@code spec.finalizers} away. */
    private static boolean awaitsController(ResourceType type, JsonNode object) {
        return type.isKind("", "Namespace")
                && !object.path("spec").path("finalizers").isEmpty();
    }
}
