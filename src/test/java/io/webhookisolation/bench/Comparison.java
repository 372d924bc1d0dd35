package io.webhookisolation.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code ./mvnw -Pbench -Dbench.compare=A,B,…}: several packaged distributions side by side; the first is what others are compared with. */
final class Comparison {

    private Comparison() {}

    static void print(String folders) throws IOException, InterruptedException {
        var distributions = Stream.of(folders.split(",")).map(Path::of).toList();
        try (var programs = new Programs(distributions)) {
            var help = programs.help();
            var audit = programs.audit();
            var ready = programs.untilReady();
            var idle = programs.idleMebibytes();
            System.out.println(Machine.described() + ".\n");
            System.out.println(
                    "| Distribution | `--help` | `audit -f` | `run`, start to ready | resident after 30 s |");
            System.out.println("|---|--:|--:|--:|--:|");
            IntStream.range(0, distributions.size())
                    .forEach(i -> System.out.printf(
                            "| %s | %s | %s | %s | %s |%n",
                            distributions.get(i),
                            cell(help, i),
                            audit.map(times -> cell(times, i)).orElse(""),
                            cell(ready, i),
                            idle.get(i).map(it -> it + " MiB").orElse("")));
        }
    }

    private static String cell(List<Times> times, int i) {
        var median = times.get(i).median();
        return String.format(
                Locale.ROOT,
                "%d ms (%.2f)",
                median.toMillis(),
                (double) median.toNanos() / times.getFirst().median().toNanos());
    }
}
