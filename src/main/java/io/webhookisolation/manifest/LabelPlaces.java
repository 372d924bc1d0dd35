package io.webhookisolation.manifest;

import io.webhookisolation.model.LabelPlace;
import io.webhookisolation.model.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One file, read again, and the places in it where a map of labels takes another entry.
 *
 * <p>There is no place in a map that an alias repeats or a merge key fills: what is inserted there would change more than
 * that map.
 */
public final class LabelPlaces {

    private static final Pattern BLANK = Pattern.compile("[ \t]*");
    private static final Pattern LONE_RETURN = Pattern.compile("\r(?!\n)");

    private final String file;
    private final String text;
    private final List<String> lines;
    private final List<Node> roots;

    private LabelPlaces(String file, String text, List<Node> roots) {
        this.file = file;
        this.text = text;
        this.lines = List.of(text.split("\n", -1));
        this.roots = List.copyOf(roots);
    }

    /** Reads a file; empty for standard input, for what is no UTF-8, and where it cannot be read any more. */
    public static Optional<LabelPlaces> read(String file, ManifestLimits limits) {
        if (file.equals(ManifestFile.STANDARD_INPUT)) {
            return Optional.empty();
        }
        try (var stream = Files.newInputStream(Path.of(file))) {
            var bytes = stream.readNBytes((int) limits.fileBytes() + 1);
            var text = ManifestText.decode(file, bytes);
            var plain = Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))
                    && !LONE_RETURN.matcher(text).find();
            return plain
                    ? Optional.of(new LabelPlaces(file, text, new YamlDocuments(limits).parse(file, text)))
                    : Optional.empty();
        } catch (IOException | ManifestProblem e) {
            // It could be read a moment ago; now no diff of it would be right.
            return Optional.empty();
        }
    }

    public String text() {
        return text;
    }

    /**
     * Finds the place.
     *
     * @param object where the object stands
     * @param path names of the fields that lead from it to the map
     */
    public Optional<LabelPlace> of(Source object, List<String> path) {
        return roots.stream()
                .flatMap(this::objects)
                .filter(node -> Positions.source(file, node).equals(object))
                .findFirst()
                .flatMap(node -> map(node, path))
                .flatMap(this::place);
    }

    private Stream<Node> objects(Node node) {
        return Positions.child(node, "items") instanceof SequenceNode items
                ? Stream.concat(Stream.of(node), items.getValue().stream().flatMap(this::objects))
                : Stream.of(node);
    }

    private static Optional<MappingNode> map(Node object, List<String> path) {
        var node = object;
        for (var field : path) {
            var next = node.getAnchor().isPresent() ? null : Positions.child(node, field);
            if (next == null) {
                return Optional.empty();
            }
            node = next;
        }
        return node instanceof MappingNode map && map.getAnchor().isEmpty() ? Optional.of(map) : Optional.empty();
    }

    private Optional<LabelPlace> place(MappingNode map) {
        if (map.getValue().isEmpty() || !map.getValue().stream().allMatch(LabelPlaces::isPlain)) {
            return Optional.empty();
        }
        var first = map.getValue().getFirst().getKeyNode();
        var last = map.getValue().getLast();
        return last.getKeyNode()
                .getStartMark()
                .flatMap(key -> last.getValueNode()
                        .getEndMark()
                        .flatMap(end -> first.getStartMark()
                                .flatMap(start -> map.getFlowStyle() == FlowStyle.FLOW
                                        ? Optional.of(inFlow(start, key, end))
                                        : inBlock(key, end))));
    }

    /** Both written out on one line, here and not at an anchor. */
    private static boolean isPlain(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode key
                && entry.getValueNode() instanceof ScalarNode value
                && !key.getValue().equals("<<")
                && key.getAnchor().isEmpty()
                && value.getAnchor().isEmpty()
                && value.getScalarStyle() != ScalarStyle.LITERAL
                && value.getScalarStyle() != ScalarStyle.FOLDED;
    }

    /** A line of its own, after the last entry and its comment. */
    private Optional<LabelPlace> inBlock(Mark key, Mark end) {
        var indentation = before(key);
        if (!BLANK.matcher(indentation).matches()) {
            return Optional.empty();
        }
        var line = lines.get(end.getLine());
        var returned = line.endsWith("\r");
        return Optional.of(new LabelPlace(
                end.getLine() + 1,
                returned ? line.length() - 1 : line.length(),
                (returned ? "\r\n" : "\n") + indentation,
                false));
    }

    /** After the last value: on a line of its own if that entry has one, else on the same line. */
    private LabelPlace inFlow(Mark first, Mark key, Mark end) {
        var indentation = before(key);
        var ownLine = BLANK.matcher(indentation).matches() && !indentation.isEmpty();
        var lineEnd = lines.get(end.getLine()).endsWith("\r") ? "\r\n" : "\n";
        return new LabelPlace(
                end.getLine() + 1,
                column(end),
                ownLine ? "," + lineEnd + indentation : ", ",
                lines.get(first.getLine()).startsWith("\"", column(first)));
    }

    private String before(Mark mark) {
        return lines.get(mark.getLine()).substring(0, column(mark));
    }

    /** Marks count code points, strings characters. */
    private int column(Mark mark) {
        return lines.get(mark.getLine()).offsetByCodePoints(0, mark.getColumn());
    }
}
