package io.webhookisolation.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Turns the nodes of one file into JSON trees: aliases and merge keys are expanded, a key that stands twice is refused.
 *
 * <p>Depth and number of values are bounded after expansion, so that neither circles nor a billion laughs get far.
 */
final class YamlTree {

    private static final String MERGE = "<<";

    private final String file;
    private final ManifestLimits limits;
    private int values;

    YamlTree(String file, ManifestLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    JsonNode toJson(Node root) throws ManifestProblem {
        return convert(root, 1);
    }

    private JsonNode convert(Node node, int depth) throws ManifestProblem {
        if (++values > limits.nodes()) {
            throw problem(node, BoundedParser.manyNodes(limits) + ", or use fewer aliases");
        }
        if (depth > limits.depth() + 1) {
            throw problem(
                    node, "an alias stands inside the value that it repeats, or values lie too deep; write it out");
        }
        return switch (node) {
            case ScalarNode scalar -> YamlScalars.toJson(scalar);
            case SequenceNode sequence -> {
                var array = JsonNodeFactory.instance.arrayNode();
                for (var item : sequence.getValue()) {
                    array.add(convert(item, depth + 1));
                }
                yield array;
            }
            case MappingNode mapping -> object(mapping, depth);
            default -> throw problem(node, "this kind of YAML value is not supported in manifests");
        };
    }

    private ObjectNode object(MappingNode mapping, int depth) throws ManifestProblem {
        var object = JsonNodeFactory.instance.objectNode();
        var merged = new ArrayList<NodeTuple>();
        var seen = new HashMap<String, Node>();
        for (var entry : mapping.getValue()) {
            var key = key(entry.getKeyNode());
            if (key.equals(MERGE)) {
                merged.add(entry);
                continue;
            }
            var first = seen.putIfAbsent(key, entry.getKeyNode());
            if (first != null) {
                throw problem(entry.getKeyNode(), "the key \"" + key + "\" stands twice" + at(first));
            }
            object.set(key, convert(entry.getValueNode(), depth + 1));
        }
        for (var entry : merged) {
            merge(object, entry.getValueNode(), depth);
        }
        return object;
    }

    /** A key that stands in the map itself wins over a merged one, an earlier merged one over a later. */
    private void merge(ObjectNode object, Node source, int depth) throws ManifestProblem {
        List<Node> maps = source instanceof SequenceNode sequence ? sequence.getValue() : List.of(source);
        for (var map : maps) {
            if (!(convert(map, depth + 1) instanceof ObjectNode more)) {
                throw problem(source, "the merge key << needs a map, or a list of maps");
            }
            for (var entry : more.properties()) {
                object.putIfAbsent(entry.getKey(), entry.getValue());
            }
        }
    }

    private String key(Node key) throws ManifestProblem {
        if (key instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw problem(key, "a key must be text, not a map or a list; if this is a template, render it first");
    }

    private static String at(Node first) {
        return first.getStartMark()
                .map(mark -> ", first in line " + (mark.getLine() + 1) + "; remove one of them")
                .orElse("; remove one of them");
    }

    private ManifestProblem problem(Node node, String sentence) {
        return ManifestProblem.at(file, node, sentence);
    }
}
