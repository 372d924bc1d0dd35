package io.webhookisolation.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** One shipped alert. */
record Alert(String name, String expression, String severity, String summary, String description, String runbook) {

    static final Path RULES = Path.of("deploy", "monitoring", "rules.yaml");

    /** All, in their order; one name may stand there with two severities. */
    static List<Alert> all() {
        return StreamSupport.stream(rules().at("/groups").spliterator(), false)
                .flatMap(group -> StreamSupport.stream(group.get("rules").spliterator(), false))
                .map(Alert::of)
                .toList();
    }

    /** The file as it is. */
    static JsonNode rules() {
        try {
            return Serialization.unmarshal(Files.readString(RULES), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Alert of(JsonNode rule) {
        return new Alert(
                rule.at("/alert").asText(),
                rule.at("/expr").asText(),
                rule.at("/labels/severity").asText(),
                rule.at("/annotations/summary").asText(),
                rule.at("/annotations/description").asText(),
                rule.at("/annotations/runbook_url").asText());
    }
}
