package io.webhookisolation.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures as Markdown. */
final class Page {

    private static final String NOT_HERE = "not measured here";

    private final StringBuilder text = new StringBuilder();

    Page(String machine) {
        text.append(machine).append(".\n");
    }

    void changes(List<ChangeToReport> changes) {
        text.append("""

                | Services | to the status, median | p99 | to the Event, median | p99 | objects read | set-up |
                |--:|--:|--:|--:|--:|--:|--:|
                """);
        changes.forEach(change -> text.append(String.format(
                Locale.ROOT,
                "| %,d | %s | %s | %s | %s | %d | %s |%n",
                change.services(),
                millis(change.toStatus().median()),
                millis(change.toStatus().percentile(99)),
                millis(change.toEvent().median()),
                millis(change.toEvent().percentile(99)),
                change.objectsRead(),
                seconds(change.setUp()))));
    }

    void programs(Times help, Optional<Times> audit, Times ready, Optional<Long> idle, Optional<Times> controlPlane) {
        text.append("""

                | What | Measured | Target |
                |---|--:|--:|
                """);
        row("`--help`, wall time, median of 10", seconds(help.median()), "0.4 s");
        row("`audit -f` of 54 files, wall time, median of 10", seconds(audit), "3 s");
        row("`run`, until it has read an empty cluster, median of 10", seconds(ready.median()), "");
        row("`run`, resident 30 s after its start", idle.map(it -> it + " MiB").orElse(NOT_HERE), "200 MiB");
        row("real control plane, until ready, median of 5", seconds(controlPlane), "");
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void row(String what, String measured, String target) {
        text.append(String.format("| %s | %s | %s |%n", what, measured, target));
    }

    private static String seconds(Optional<Times> times) {
        return times.map(Times::median).map(Page::seconds).orElse(NOT_HERE);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
