package io.webhookisolation.suggest;

import io.webhookisolation.model.LabelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A change as JSON patch (RFC 6902): first a {@code test} of what stands there, so that a patch that came too late fails
 * instead of doing harm; then an {@code add} for each label.
 */
final class JsonPatch {

    private final LabelChange change;

    JsonPatch(LabelChange change) {
        this.change = change;
    }

    /** A line for each operation, for a shell's single quotes. */
    String json() {
        var operations = new ArrayList<String>();
        if (!change.present().isEmpty()) {
            operations.add("{\"op\":\"test\",\"path\":\"" + pointer() + "\",\"value\":" + json(change.present()) + "}");
        }
        change.added()
                .entries()
                .forEach((key, value) -> operations.add(
                        "{\"op\":\"add\",\"path\":\"" + pointer(key) + "\",\"value\":" + Syntax.quoted(value) + "}"));
        return "[" + String.join(",\n ", operations) + "]";
    }

    /** The same as YAML, for files that people review. */
    List<String> yaml() {
        var lines = new ArrayList<String>();
        if (!change.present().isEmpty()) {
            lines.add("- op: test");
            lines.add("  path: " + pointer());
            lines.add("  value:");
            change.present().entries().entrySet().forEach(label -> lines.add("    " + yaml(label)));
        }
        change.added().entries().forEach((key, value) -> {
            lines.add("- op: add");
            lines.add("  path: " + pointer(key));
            lines.add("  value: " + Syntax.yaml(value));
        });
        return lines;
    }

    static String yaml(Map.Entry<String, String> label) {
        return Syntax.yaml(label.getKey()) + ": " + Syntax.yaml(label.getValue());
    }

    static String json(LabelSet labels) {
        return labels.entries().entrySet().stream()
                .map(label -> Syntax.quoted(label.getKey()) + ":" + Syntax.quoted(label.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String pointer() {
        return "/" + String.join("/", change.path());
    }

    /** A slash in a key is written {@code ~1} (RFC 6901); a tilde cannot stand in a label. */
    private String pointer(String key) {
        return pointer() + "/" + key.replace("/", "~1");
    }
}
