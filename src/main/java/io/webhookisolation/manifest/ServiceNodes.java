package io.webhookisolation.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds where an object names the Services that the API server is to call: nodes with {@code name} and {@code namespace}. */
final class ServiceNodes {

    private ServiceNodes() {}

    static List<ObjectNode> in(ObjectNode object, Kind kind) {
        var spec = object.path("spec");
        var callers = switch (kind) {
            case VALIDATING, MUTATING ->
                StreamSupport.stream(object.path("webhooks").spliterator(), false)
                        .map(webhook -> webhook.path("clientConfig"));
            case CUSTOM_RESOURCE_DEFINITION ->
                Stream.of(spec.path("conversion").path("webhook").path("clientConfig"));
            case API_SERVICE -> Stream.of(spec);
            default -> Stream.<JsonNode>empty();
        };
        return callers.map(caller -> caller.get("service"))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .toList();
    }
}
