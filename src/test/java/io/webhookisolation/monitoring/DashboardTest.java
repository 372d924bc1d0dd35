package io.webhookisolation.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookisolation.cluster.real.WithPrometheus;
import io.webhookisolation.monitoring.Dashboard.PanelQuery;
import io.webhookisolation.report.SampleMetrics;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

    private static ServerProcess prometheus;

    static Stream<PanelQuery> queries() {
        return Dashboard.queries().stream();
    }

    @BeforeAll
    static void record() throws Exception {
        var text = new StringBuilder();
        var metrics = new SampleMetrics();
        for (var at = END.minus(Duration.ofMinutes(30)); !at.isAfter(END); at = at.plusSeconds(60)) {
            var time = at.getEpochSecond();
            metrics.more();
            metrics.scrape()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> text.append(line).append(' ').append(time).append('\n'));
        }
        var recorded = Files.writeString(folder.resolve("recorded.txt"), text.append("# EOF\n"));
        var data = folder.resolve("data");
        var done = Promtool.run("tsdb", "create-blocks-from", "openmetrics", recorded.toString(), data.toString());
        assertThat(done.code()).as(done.told()).isZero();
        var config = Files.writeString(folder.resolve("prometheus.yaml"), "{}");
        prometheus = ServerProcess.prometheus(config, data, folder);
    }

    @AfterAll
    static void stop() {
        prometheus.close();
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
        var results = ask(query.expression().replace(" or vector(0)", ""));

        // then
        assertThat(results).isNotEmpty().allSatisfy(result -> {
            assertThat(result.get("metric").fieldNames()).toIterable().containsAll(labels);
            assertThat(result.at("/value/1").asText()).isNotEqualTo("NaN");
        });
    }

    @Test
    void a_query_for_what_is_not_there_shows_nothing() throws Exception {
        assertThat(ask("webhook_isolation_service_isolated{namespace=\"nowhere\"}"))
                .isEmpty();
    }

    private static JsonNode ask(String expression) throws Exception {
        var uri = prometheus.uri() + "/api/v1/query?time=" + END.getEpochSecond() + "&query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8);
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return new ObjectMapper().readTree(answer.body()).at("/data/result");
        }
    }
}
