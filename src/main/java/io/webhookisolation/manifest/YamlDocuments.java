package io.webhookisolation.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.Schema;

/** Parses YAML, and JSON as its subset, into nodes with positions; one root node per document. */
final class YamlDocuments {

    /** Marks a scalar without quotes and tag, whose type its text decides. */
    static final Tag UNTYPED = new Tag("untyped");

    private static final int SMALLEST_BUFFER = 1024;
    private static final int LARGEST_BUFFER = 1024 * 1024;

    private static final Pattern JSON_START = Pattern.compile("\\s*+[{\\[]");
    private static final Pattern INDENTATION = Pattern.compile("(?m)^[ \t]++");

    private final ManifestLimits limits;

    YamlDocuments(ManifestLimits limits) {
        this.limits = limits;
    }

    List<Node> parse(String file, String text) throws ManifestProblem {
        var roots = new ArrayList<Node>();
        var settings = settings(text.length());
        try {
            var parser = new ParserImpl(settings, new StreamReader(settings, indentedBySpaces(text)));
            new Composer(settings, new BoundedParser(parser, limits)).forEachRemaining(roots::add);
            return roots;
        } catch (BoundedParser.LimitException e) {
            throw ManifestProblem.at(file, e.mark(), e.sentence());
        } catch (MarkedYamlEngineException e) {
            throw ManifestProblem.at(file, e.getProblemMark(), "this is no valid YAML: " + problem(e) + hint(text));
        } catch (YamlEngineException e) {
            throw ManifestProblem.inFile(file, "this is no valid YAML: " + e.getMessage());
        }
    }

    /** The engine copies its buffer for each further piece of a long line: with a small one that takes minutes. */
    private static LoadSettings settings(int length) {
        return LoadSettings.builder()
                .setSchema(new Untyped())
                .setBufferSize(Math.clamp(length, SMALLEST_BUFFER, LARGEST_BUFFER))
                .setCodePointLimit(Integer.MAX_VALUE)
                .setMaxAliasesForCollections(Integer.MAX_VALUE)
                .setAllowNonScalarKeys(true)
                .build();
    }

    /** JSON may be indented by tabs, which YAML forbids; the places of all values stay the same. */
    private static String indentedBySpaces(String text) {
        return JSON_START.matcher(text).lookingAt()
                ? INDENTATION.matcher(text).replaceAll(found -> " ".repeat(found.end() - found.start()))
                : text;
    }

    private static String problem(MarkedYamlEngineException e) {
        return (Objects.toString(e.getContext(), "") + " " + e.getProblem()).strip();
    }

    private static String hint(String text) {
        return text.contains("{{") ? "; it looks like a template: render it first, for example by helm template" : "";
    }

    /** Leaves the type of scalars open, because Kubernetes reads YAML 1.1 and the engine 1.2. */
    private static final class Untyped implements Schema {
        @Override
        public ScalarResolver getScalarResolver() {
            return (value, implicit) -> implicit ? UNTYPED : Tag.STR;
        }

        @Override
        public Map<Tag, ConstructNode> getSchemaTagConstructors() {
            return Map.of();
        }
    }
}
