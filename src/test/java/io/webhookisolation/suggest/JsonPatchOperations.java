package io.webhookisolation.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Performs the two operations of RFC 6902 that suggestions consist of; anything else fails the test. */
final class JsonPatchOperations {

    private JsonPatchOperations() {}

    static void perform(ObjectNode object, JsonNode operations) {
        assertThat(operations).isNotEmpty();
        operations.forEach(operation -> {
            var path = JsonPointer.compile(operation.path("path").asText());
            switch (operation.path("op").asText()) {
                case "test" -> assertThat(object.at(path)).as("%s", path).isEqualTo(operation.path("value"));
                case "add" ->
                    ((ObjectNode) object.at(path.head()))
                            .set(path.last().getMatchingProperty(), operation.path("value"));
                default -> throw new AssertionError("not expected: " + operation);
            }
        });
    }
}
