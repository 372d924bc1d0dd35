package io.webhookisolation.format;

import java.util.ArrayList;
import java.util.List;

/** Left-aligned columns, two spaces apart, without lines: as kubectl prints them. */
final class Columns {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        var line = new StringBuilder();
        for (var column = 0; column < cells.size(); column++) {
            line.append(cells.get(column))
                    .repeat(' ', width(column) - cells.get(column).length());
            line.append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0);
    }
}
