package io.webhookisolation.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The shipped dashboard of Grafana. */
final class Dashboard {

    private static final Path FILE = Path.of("deploy", "monitoring", "dashboard.json");
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    private Dashboard() {}

    /** One query of a panel, as it is sent when all namespaces are chosen; {@code legend} names labels of its results. */
    record PanelQuery(String panel, String expression, String legend) {

        /** What a result with these labels is called. */
        String name(JsonNode labels) {
            var name = LABEL.matcher(legend)
                    .replaceAll(found ->
                            Matcher.quoteReplacement(labels.path(found.group(1)).asText()));
            return name.isEmpty() ? panel : name;
        }
    }

    /**
     * What is drawn of it.
     *
     * @param place in columns and rows
     */
    record Panel(String type, String title, Rectangle place, List<PanelQuery> queries, JsonNode defaults) {

        Optional<Double> least() {
            return number("min");
        }

        Optional<Double> most() {
            return number("max");
        }

        /** Whether it is shown in red. */
        boolean isAlarmedBy(double value) {
            return elements(defaults.at("/thresholds/steps"))
                    .filter(step -> step.path("value").isNull()
                            || value >= step.path("value").asDouble())
                    .reduce((lower, higher) -> higher)
                    .filter(step -> step.path("color").asText().equals("red"))
                    .isPresent();
        }

        /** In its unit. */
        String told(double value) {
            return switch (defaults.path("unit").asText()) {
                case "percentunit" -> Math.round(value * 100) + " %";
                case "s" -> seconds(value);
                case "ops" -> String.format(Locale.ROOT, "%.3f/s", value);
                default -> String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
            };
        }

        private static String seconds(double value) {
            var days = Duration.ofSeconds((long) value).toDays();
            if (days > 0) {
                return days + " d";
            }
            return value < 1 ? Math.round(value * 1000) + " ms" : String.format(Locale.ROOT, "%.1f s", value);
        }

        private Optional<Double> number(String field) {
            return Optional.of(defaults.path(field)).filter(JsonNode::isNumber).map(JsonNode::asDouble);
        }
    }

    static List<PanelQuery> queries() {
        return panels().flatMap(Dashboard::queries).toList();
    }

    static List<Panel> drawnPanels() {
        return panels().map(panel -> new Panel(
                        panel.get("type").asText(),
                        panel.get("title").asText(),
                        place(panel.get("gridPos")),
                        queries(panel).toList(),
                        panel.at("/fieldConfig/defaults")))
                .toList();
    }

    static Stream<JsonNode> panels() {
        try {
            return elements(new ObjectMapper().readTree(Files.readString(FILE)).get("panels"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<PanelQuery> queries(JsonNode panel) {
        return elements(panel.path("targets"))
                .map(target -> new PanelQuery(
                        panel.get("title").asText(),
                        target.get("expr")
                                .asText()
                                .replace("$__rate_interval", "5m")
                                .replace("$namespace", ".+"),
                        target.get("legendFormat").asText()));
    }

    private static Rectangle place(JsonNode grid) {
        return new Rectangle(
                grid.get("x").asInt(),
                grid.get("y").asInt(),
                grid.get("w").asInt(),
                grid.get("h").asInt());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
