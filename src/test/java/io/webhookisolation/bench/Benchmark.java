package io.webhookisolation.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** {@code ./mvnw -Pbench}: exits 0 unless a change costs more in a large cluster than in a small one. */
public final class Benchmark {

    private static final Path PAGE = Path.of("target", "bench.md");
    private static final int COSTS_MORE = 1;
    private static final double MOST = 1.1;

    private Benchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var compared = System.getProperty("bench.compare", "");
        if (!compared.isEmpty()) {
            Comparison.print(compared);
            return;
        }
        var changes = IntStream.of(10, 250, 2_500).mapToObj(ChangeToReport::of).toList();
        var page = page(changes);
        Files.writeString(PAGE, page.toString());
        System.out.println(page);
        System.exit(growth(changes) > MOST ? COSTS_MORE : 0);
    }

    private static Page page(List<ChangeToReport> changes) throws IOException, InterruptedException {
        var distribution =
                Objects.requireNonNull(System.getProperty("distribution"), "-Ddistribution=target/webhook-isolation");
        try (var programs = new Programs(List.of(Path.of(distribution)))) {
            var help = programs.help().getFirst();
            var audit = programs.audit().map(List::getFirst);
            var ready = programs.untilReady().getFirst();
            var idle = programs.idleMebibytes().getFirst();
            var controlPlane = Programs.controlPlane();
            var page = new Page(Machine.described());
            page.changes(changes);
            page.programs(help, audit, ready, idle, controlPlane);
            return page;
        }
    }

    private static double growth(List<ChangeToReport> changes) {
        return (double) changes.getLast().objectsRead() / changes.get(1).objectsRead();
    }
}
