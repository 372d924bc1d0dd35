package io.webhookisolation.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The table of {@code docs/reference/metrics.md}, by name; MetricsTest holds it against what is exported. */
public final class MetricTable {

    private static final Path PAGE = Path.of("docs", "reference", "metrics.md");

    private static final Pattern ROW =
            Pattern.compile("\\| `(webhook_isolation_\\w+)` \\| (\\w+) \\|([^|]*)\\| ([^|]*) \\|");
    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

    private MetricTable() {}

    /** What stands behind a metric's name. */
    public record Row(String type, SortedSet<String> labels, String description) {}

    public static SortedMap<String, Row> read() {
        var table = new TreeMap<String, Row>();
        var rows = ROW.matcher(text());
        while (rows.find()) {
            var labels = new TreeSet<String>();
            QUOTED.matcher(rows.group(3)).results().forEach(quoted -> labels.add(quoted.group(1)));
            table.put(rows.group(1), new Row(rows.group(2), labels, rows.group(4)));
        }
        return table;
    }

    /** Of the whole page. */
    public static String text() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
