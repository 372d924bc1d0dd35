package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Fields that keep their value for an object's life. */
final class Immutables {

    private static final Map<String, List<String>> FIELDS = Map.of(
            "Deployment", List.of("/spec/selector"),
            "ReplicaSet", List.of("/spec/selector"),
            "StatefulSet", List.of("/spec/selector", "/spec/serviceName"),
            "DaemonSet", List.of("/spec/selector"),
            "Job", List.of("/spec/selector", "/spec/template"),
            "Service", List.of("/spec/clusterIP"),
            "Secret", List.of("/type"));

    private Immutables() {}

    /** Of a patch: where a PUT states a precondition, a patch tries to change the field. */
    static void checkUid(ResourceType type, ObjectNode live, ObjectNode next) {
        var pointer = JsonPointer.compile("/metadata/uid");
        if (!live.at(pointer).equals(next.at(pointer))) {
            throw ApiError.invalid(
                    type,
                    Coordinates.of(live).name(),
                    "metadata.uid",
                    "Invalid value: " + next.at(pointer) + ": field is immutable");
        }
    }

    static void check(ResourceType type, ObjectNode live, ObjectNode next) {
        for (var field : FIELDS.getOrDefault(type.kind(), List.of())) {
            var pointer = JsonPointer.compile(field);
            if (!live.at(pointer).equals(next.at(pointer))) {
                var name = field.substring(1).replace('/', '.');
                throw ApiError.invalid(
                        type,
                        Coordinates.of(live).name(),
                        name,
                        "Invalid value: " + next.at(pointer) + ": field is immutable");
            }
        }
    }
}
