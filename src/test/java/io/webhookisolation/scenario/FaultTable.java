package io.webhookisolation.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** Fault by write, in Markdown, as a record of what a run has shown. */
final class FaultTable {

    private final Map<Mishap, Row> rows = new ConcurrentSkipListMap<>();

    /**
     * @param met calls that the fault struck
     * @param calls all calls of this kind, those included
     * @param accepted calls that the API server did, whether or not anybody was told
     */
    record Cell(int met, int calls, long accepted) {

        @Override
        public String toString() {
            return met + " / " + calls + " / " + accepted;
        }
    }

    record Row(Mishap mishap, Map<Write, Cell> cells, int deaths, int leastOwners) {

        private String line() {
            return Arrays.stream(Write.values())
                    .map(write -> Objects.requireNonNull(cells.get(write)).toString())
                    .collect(Collectors.joining(
                            " | ",
                            "| " + mishap.title() + " | ",
                            " | " + deaths + " | " + leastOwners + " | the same |"));
        }
    }

    /** Of a run whose end state was the same as without a fault. */
    void add(Row row) {
        rows.put(row.mishap(), row);
    }

    void write(String plane) {
        var text = "Faults on writes, control plane " + plane
                + ": calls struck / calls made / calls that the API server did.\n\n"
                + heading() + "\n"
                + rows.values().stream().map(Row::line).collect(Collectors.joining("\n"))
                + "\n";
        System.out.print(text);
        try {
            Files.writeString(Path.of("target", "fault-table-" + plane + ".md"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String heading() {
        var titles = Arrays.stream(Write.values()).map(Write::title).collect(Collectors.joining(" | "));
        return "| | " + titles + " | operators killed | fewest ready owner endpoints of 2 | end state |\n" + "|---|"
                + "---|".repeat(Write.values().length + 3);
    }
}
