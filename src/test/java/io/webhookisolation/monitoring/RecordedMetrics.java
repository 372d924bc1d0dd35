package io.webhookisolation.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import java.util.SortedMap;

/** A Prometheus that knows nothing but what was scraped at these times. */
final class RecordedMetrics implements AutoCloseable {

    private final ServerProcess prometheus;
    private final HttpClient http = HttpClient.newHttpClient();

    private RecordedMetrics(ServerProcess prometheus) {
        this.prometheus = prometheus;
    }

    /** @param folder empty, for its files */
    static RecordedMetrics of(SortedMap<Instant, String> scrapes, Path folder)
            throws IOException, InterruptedException {
        var text = new StringBuilder();
        scrapes.forEach((at, scrape) -> scrape.lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> text.append(line)
                        .append(' ')
                        .append(at.getEpochSecond())
                        .append('\n')));
        var recorded = Files.writeString(folder.resolve("recorded.txt"), text.append("# EOF\n"));
        var data = folder.resolve("data");
        var done = Promtool.run("tsdb", "create-blocks-from", "openmetrics", recorded.toString(), data.toString());
        if (done.code() != 0) {
            throw new IllegalStateException(done.told());
        }
        var config = Files.writeString(folder.resolve("prometheus.yaml"), "{}");
        return new RecordedMetrics(ServerProcess.prometheus(config, data, folder));
    }

    /** One result for each series that there is at this time. */
    JsonNode at(Instant time, String expression) throws IOException, InterruptedException {
        return ask("query?time=" + time.getEpochSecond() + "&query=" + encoded(expression));
    }

    /** One for each series that there is at any of these times. */
    JsonNode between(Instant start, Instant end, Duration step, String expression)
            throws IOException, InterruptedException {
        return ask("query_range?start=" + start.getEpochSecond() + "&end=" + end.getEpochSecond() + "&step="
                + step.toSeconds() + "&query=" + encoded(expression));
    }

    private JsonNode ask(String question) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(prometheus.uri() + "/api/v1/" + question))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return new ObjectMapper().readTree(answer.body()).at("/data/result");
    }

    private static String encoded(String expression) {
        return URLEncoder.encode(expression, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
        prometheus.close();
    }
}
