package io.webhookisolation.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.real.WithPrometheus;
import io.webhookisolation.monitoring.Dashboard.PanelQuery;
import io.webhookisolation.report.SampleMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The panels show something of half an hour in which everything happened, says Prometheus itself. */
@WithPrometheus
class DashboardTest {

    private static final Instant END = Instant.parse("2026-11-23T12:00:00Z");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

    @TempDir
    private static Path folder;

    private static RecordedMetrics metrics;

    static Stream<PanelQuery> queries() {
        return Dashboard.queries().stream();
    }

    @BeforeAll
    static void record() throws Exception {
        var scrapes = new TreeMap<Instant, String>();
        var operator = new SampleMetrics();
        for (var at = END.minus(Duration.ofMinutes(30)); !at.isAfter(END); at = at.plusSeconds(60)) {
            operator.more();
            scrapes.put(at, operator.scrape());
        }
        metrics = RecordedMetrics.of(scrapes, folder);
    }

    @AfterAll
    static void stop() {
        metrics.close();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void a_panel_has_something_to_show_and_labels_to_name_it_by(PanelQuery query) throws Exception {
        // given
        var labels = LEGEND.matcher(query.legend())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        // when
        var results = metrics.at(END, query.expression().replace(" or vector(0)", ""));

        // then
        assertThat(results).isNotEmpty().allSatisfy(result -> {
            assertThat(result.get("metric").fieldNames()).toIterable().containsAll(labels);
            assertThat(result.at("/value/1").asText()).isNotEqualTo("NaN");
        });
    }

    @Test
    void a_query_for_what_is_not_there_shows_nothing() throws Exception {
        assertThat(metrics.at(END, "webhook_isolation_service_isolated{namespace=\"nowhere\"}"))
                .isEmpty();
    }
}
