package io.webhookisolation.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MonitoringFilesTest {

    private static final Path WRAPPED = Alert.RULES.resolveSibling("prometheus-rule.yaml");
    private static final Path RUNBOOKS = Path.of("docs", "operations", "runbooks");
    private static final Pattern LISTED =
            Pattern.compile("(?m)^\\| \\[(\\w+)]\\(runbooks/\\1\\.md\\) \\| ([\\w, ]+) \\|");
    private static final String SITE = "https://webhook-isolation.io/";

    static Stream<Alert> alerts() {
        return Alert.all().stream();
    }

    @Test
    void the_object_of_the_Prometheus_operator_holds_the_rules_as_Prometheus_reads_them() throws IOException {
        // given
        var rules = Pattern.compile("(?m)^(?=.)")
                .matcher(Files.readString(Alert.RULES))
                .replaceAll("  ");

        // when
        var wrapped = Files.readString(WRAPPED);

        // then
        assertThat(wrapped.substring(wrapped.indexOf("\nspec:\n") + "\nspec:\n".length()))
                .as(
                        "cd deploy/monitoring && { sed '/^spec:$/q' prometheus-rule.yaml; sed 's/^./  &/' rules.yaml; } > new"
                                + " && mv new prometheus-rule.yaml")
                .isEqualTo(rules);
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void an_alert_says_what_happened_how_bad_it_is_and_where_to_read_on(Alert alert) throws IOException {
        assertThat(alert.severity()).isIn("warning", "critical");
        assertThat(alert.summary()).isNotBlank();
        assertThat(alert.description()).endsWith(".");
        assertThat(alert.runbook()).isEqualTo(SITE + RUNBOOKS + "/" + alert.name() + ".md");
        assertThat(Files.readString(RUNBOOKS.resolve(alert.name() + ".md")).lines())
                .startsWith("# " + alert.name())
                .containsSubsequence("## Meaning", "## Impact", "## Diagnosis", "## Mitigation");
    }

    @Test
    void the_page_lists_each_alert_with_its_severities() throws IOException {
        // given
        var severities = new TreeMap<String, String>();
        Alert.all()
                .forEach(alert -> severities.merge(alert.name(), alert.severity(), (one, other) -> one + ", " + other));

        // when
        var listed = LISTED.matcher(Files.readString(RUNBOOKS.resolveSibling("monitoring.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));

        // then
        assertThat(listed).isEqualTo(severities);
    }

    @Test
    void each_runbook_and_each_test_of_promtool_is_of_one_alert() throws IOException {
        // given
        var alerts = alerts().map(Alert::name).distinct().toList();

        // when
        var runbooks = names(RUNBOOKS);
        var tests = names(Path.of("src", "test", "resources", "monitoring"));

        // then
        assertThat(runbooks).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(tests).containsExactlyInAnyOrderElementsOf(alerts);
    }

    /** Without their endings. */
    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replaceAll("\\.\\w+$", ""))
                    .toList();
        }
    }
}
