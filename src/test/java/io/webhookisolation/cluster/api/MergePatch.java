package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** RFC 7386: objects are merged, {@code null} removes, whatever else replaces. */
final class MergePatch {

    private MergePatch() {}

    /** Leaves {@code target} as it is. */
    static ObjectNode apply(ObjectNode target, ObjectNode patch) {
        return merge(target.deepCopy(), patch);
    }

    private static ObjectNode merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(member -> {
            var name = member.getKey();
            switch (member.getValue()) {
                case JsonNode value when value.isNull() -> target.remove(name);
                case ObjectNode value -> target.set(name, merge(objectAt(target, name), value));
                case JsonNode value -> target.set(name, value);
            }
        });
        return target;
    }

    private static ObjectNode objectAt(ObjectNode target, String name) {
        return target.get(name) instanceof ObjectNode object ? object : Json.object();
    }
}
