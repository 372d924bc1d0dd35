package io.webhookisolation.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.docs.MetricTable;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.monitoring.Dashboard.PanelQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every metric that we ask for exists with these labels and values. MetricsTest holds the page that is read here against what
 * is exported.
 */
class MetricsOfQueriesTest {

    /** Kubernetes' own, from k8s.io/apiserver (admission/metrics) and k8s.io/apiextensions-apiserver (conversion). */
    private static final Map<String, Set<String>> API_SERVERS = Map.of(
            "apiserver_admission_webhook_rejection_count",
            Set.of("name", "type", "operation", "error_type", "rejection_code"),
            "apiserver_admission_webhook_fail_open_count",
            Set.of("name", "type"),
            "apiserver_conversion_webhook_request_total",
            Set.of("result", "failure_type"));

    /** What a scrape adds. */
    private static final Set<String> OF_TARGETS =
            Set.of("instance", "job", "pod", "namespace", "service", "exported_namespace", "exported_service");

    private static final Pattern SERIES = Pattern.compile("series: '(\\w+)(?:\\{(.*)})?'");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private final Map<String, Set<String>> known = known();

    static Stream<Alert> alerts() {
        return Alert.all().stream();
    }

    static Stream<PanelQuery> panels() {
        return Dashboard.queries().stream();
    }

    static Stream<String> seriesOfTests() throws IOException {
        try (var files = Files.list(Path.of("src", "test", "resources", "monitoring"))) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .flatMap(MetricsOfQueriesTest::series)
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void an_alert_asks_for_what_exists(Alert alert) {
        assertExists(Query.of(alert.expression()));
    }

    @ParameterizedTest
    @MethodSource("panels")
    void a_panel_asks_for_what_exists(PanelQuery query) {
        assertExists(Query.of(query.expression()));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void an_alert_names_labels_that_it_has(Alert alert) {
        // given
        var labels = new HashSet<>(Query.of(alert.expression()).groupings());

        // when
        var named = Pattern.compile("\\$labels\\.(\\w+)")
                .matcher(alert.summary() + alert.description())
                .results()
                .map(found -> found.group(1));

        // then
        assertThat(labels).containsAll(named.toList());
    }

    @ParameterizedTest
    @MethodSource("seriesOfTests")
    void a_test_of_an_alert_pretends_series_that_there_could_be(String series) {
        // given
        var parts = SERIES.matcher(series);
        assertThat(parts.find()).isTrue();
        var labels = labels(parts.group(2) == null ? "" : parts.group(2));

        // when
        var documented = known.getOrDefault(parts.group(1), Set.of("no such metric"));

        // then
        assertThat(labels).containsAll(documented);
        assertThat(labels).allMatch(label -> documented.contains(label) || OF_TARGETS.contains(label));
    }

    private void assertExists(Query query) {
        var ofAll = new HashSet<String>();
        assertThat(query.selections()).isNotEmpty().allSatisfy(selection -> {
            assertThat(known).containsKey(selection.metric());
            var labels = known.getOrDefault(selection.metric(), Set.of());
            assertThat(labels).containsAll(selection.matchers().keySet());
            if (selection.metric().startsWith("webhook_isolation_")) {
                assertThat(selection.matchers().values())
                        .allSatisfy(values -> assertThat(values).allMatch(MetricsOfQueriesTest::isValue));
            }
            ofAll.addAll(labels);
        });
        assertThat(ofAll).containsAll(query.groupings());
    }

    /** That the page names, or that an enum has to which it refers. */
    private static boolean isValue(String value) {
        return value.isEmpty()
                || value.equals(".+")
                || MetricTable.text().contains("`" + value + "`")
                || Stream.of(RotationPhase.values())
                        .anyMatch(phase -> phase.word().equals(value))
                || Stream.of(FindingCode.values()).anyMatch(code -> code.name().equals(value));
    }

    private static Map<String, Set<String>> known() {
        var known = new TreeMap<>(API_SERVERS);
        MetricTable.read().forEach((name, row) -> {
            known.put(name, row.labels());
            if (row.type().equals("histogram")) {
                known.put(name + "_bucket", Set.of("le"));
                known.put(name + "_sum", Set.of());
                known.put(name + "_count", Set.of());
            }
        });
        return known;
    }

    private static Stream<String> series(Path file) {
        try {
            return SERIES.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group())
                    .distinct();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> labels(String text) {
        return LABEL.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
