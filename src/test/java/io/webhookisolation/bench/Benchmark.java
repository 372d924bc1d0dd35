package io.webhookisolation.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** {@code ./mvnw -Pbench}: exits 0 unless a change costs more in a large cluster than in a small one. */
public final class Benchmark {

    private static final Path PAGE = Path.of("target", "bench.md");
    private static final int COSTS_MORE = 1;
    private static final double MOST = 1.1;

    private Benchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var changes = IntStream.of(10, 250, 2_500).mapToObj(ChangeToReport::of).toList();
        var programs = new Programs();
        var help = programs.help();
        var audit = programs.audit();
        var idle = programs.idleMebibytes();
        var controlPlane = Programs.controlPlane();
        var page = new Page(Machine.described());
        page.changes(changes);
        page.programs(help, audit, idle, controlPlane);
        Files.writeString(PAGE, page.toString());
        System.out.println(page);
        System.exit(growth(changes) > MOST ? COSTS_MORE : 0);
    }

    private static double growth(List<ChangeToReport> changes) {
        return (double) changes.getLast().objectsRead() / changes.get(1).objectsRead();
    }
}
