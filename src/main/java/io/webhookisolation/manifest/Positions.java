package io.webhookisolation.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookisolation.model.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds the place of a value in its file. */
final class Positions {

    private static final int LONGEST_QUOTE = 40;

    private Positions() {}

    /** Where the object's first key stands. */
    static Source source(String file, Node object) {
        return firstKey(object)
                .getStartMark()
                .map(mark -> new Source(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElseGet(() -> new Source(file, 1, 1));
    }

    /** Line of the object's first key, counted from 1. */
    static int line(Node object) {
        return source("", object).line();
    }

    /** The node at a path of field names and list positions, or the nearest around it that stands in the text. */
    static Node nearest(Node root, List<Object> path) {
        var node = root;
        for (var step : path) {
            var next = step instanceof Integer index ? item(node, index) : child(node, step.toString());
            if (next == null) {
                return node;
            }
            node = next;
        }
        return node;
    }

    static @Nullable Node child(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry -> entry.getKeyNode() instanceof ScalarNode scalar
                                && scalar.getValue().equals(key))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static @Nullable Node item(Node node, int index) {
        return node instanceof SequenceNode sequence
                        && index >= 0
                        && index < sequence.getValue().size()
                ? sequence.getValue().get(index)
                : null;
    }

    private static Node firstKey(Node object) {
        return object instanceof MappingNode mapping && !mapping.getValue().isEmpty()
                ? mapping.getValue().getFirst().getKeyNode()
                : object;
    }

    /** {@code spec.ports[0].port}, as messages name a field. */
    static String path(List<Object> path) {
        var text = new StringBuilder();
        for (var step : path) {
            if (step instanceof Integer index) {
                text.append('[').append(index).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step);
            }
        }
        return text.toString();
    }

    /** A value in the words of a message. */
    static String describe(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "\"" + shorten(value.textValue()) + "\"";
            case ARRAY -> "a list";
            case OBJECT -> "a map";
            case MISSING, NULL -> "nothing";
            default -> shorten(value.asText());
        };
    }

    private static String shorten(String text) {
        var line = text.lines().findFirst().orElse("");
        var whole = line.length() == text.length() && line.length() <= LONGEST_QUOTE;
        return whole ? text : line.substring(0, Math.min(LONGEST_QUOTE, line.length())) + "…";
    }
}
