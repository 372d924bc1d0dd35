package io.webhookisolation.manifest;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The comments {@code # Source: chart/templates/file.yaml} by which Helm says where each document comes from. */
final class SourceComments {

    private static final Pattern SOURCE = Pattern.compile("# Source: (\\S.*?)/(templates|crds)/.*");

    private final List<String> lines;

    SourceComments(String text) {
        this.lines = text.contains("# Source: ") ? text.lines().toList() : List.of();
    }

    /** Path of the chart whose comment stands between this line and the start of its document; a subchart's is longer. */
    Optional<String> chartAbove(int line) {
        for (var index = Math.min(line - 1, lines.size()) - 1; index >= 0; index--) {
            var text = lines.get(index).strip();
            var source = SOURCE.matcher(text);
            if (source.matches()) {
                return Optional.of(source.group(1));
            }
            if (!text.isEmpty() && !text.startsWith("#")) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
