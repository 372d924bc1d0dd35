package io.webhookisolation.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The shipped dashboard of Grafana. */
final class Dashboard {

    private static final Path FILE = Path.of("deploy", "monitoring", "dashboard.json");

    private Dashboard() {}

    /** One query of a panel, as it is sent when all namespaces are chosen; {@code legend} names labels of its results. */
    record PanelQuery(String panel, String expression, String legend) {}

    static List<PanelQuery> queries() {
        return panels().flatMap(panel -> elements(panel.path("targets"))
                        .map(target -> new PanelQuery(
                                panel.get("title").asText(),
                                target.get("expr")
                                        .asText()
                                        .replace("$__rate_interval", "5m")
                                        .replace("$namespace", ".+"),
                                target.get("legendFormat").asText())))
                .toList();
    }

    static Stream<JsonNode> panels() {
        try {
            return elements(new ObjectMapper().readTree(Files.readString(FILE)).get("panels"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
