package io.webhookisolation.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Takes the documents of one file apart into Kubernetes objects; lists give their items. */
final class ObjectReader {

    private static final String LIST = "List";
    private static final String NOT_AN_OBJECT =
            "this is no Kubernetes object: it needs apiVersion, kind and metadata.name";

    private final String file;
    private final YamlTree tree;
    private final SourceComments comments;
    private final List<RawObject> objects = new ArrayList<>();

    ObjectReader(String file, String text, ManifestLimits limits) {
        this.file = file;
        this.tree = new YamlTree(file, limits);
        this.comments = new SourceComments(text);
    }

    /** The objects of all documents; none, and no problem, if nothing in the file looks like an object. */
    List<RawObject> read(List<Node> documents) throws ManifestProblem {
        var trees = new ArrayList<JsonNode>();
        for (var document : documents) {
            trees.add(tree.toJson(document));
        }
        if (trees.stream().noneMatch(ObjectReader::looksLikeObject)) {
            return List.of();
        }
        for (var index = 0; index < trees.size(); index++) {
            var json = trees.get(index);
            var node = documents.get(index);
            if (!json.isNull() && !isToolConfiguration(json)) {
                add(json, node, comments.chartAbove(Positions.line(node)), Optional.empty());
            }
        }
        return objects;
    }

    /** Files such as values.yaml or Chart.yaml share at most one of these keys with objects. */
    private static boolean looksLikeObject(JsonNode json) {
        return !isToolConfiguration(json)
                && Stream.of("apiVersion", "kind", "metadata").filter(json::has).count() >= 2;
    }

    /** A kustomization looks like an object but is none: no API server serves its group. */
    private static boolean isToolConfiguration(JsonNode json) {
        return json.path("apiVersion").asText().startsWith("kustomize.config.k8s.io/");
    }

    /** @param listed what a typed list says of its items, which may leave it out themselves */
    private void add(JsonNode json, Node node, Optional<String> chart, Optional<Head> listed) throws ManifestProblem {
        if (!(json instanceof ObjectNode object)) {
            throw ManifestProblem.at(file, node, NOT_AN_OBJECT);
        }
        listed.ifPresent(head -> head.fillInto(object));
        var apiVersion = text(object, node, "apiVersion");
        var kind = text(object, node, "kind");
        var items = object.path("items");
        if (kind.endsWith(LIST) && (items.isArray() || items.isNull())) {
            addItems(items, node, chart, Head.ofItems(apiVersion, kind));
        } else {
            objects.add(object(object, node, apiVersion, kind, chart));
        }
    }

    private RawObject object(ObjectNode object, Node node, String apiVersion, String kind, Optional<String> chart)
            throws ManifestProblem {
        var name = name(object, node, kind);
        var namespace = metadata(object, node, "namespace");
        var known = Kind.of(apiVersion, kind, object);
        var home = known.flatMap(it -> home(object, it, namespace));
        return new RawObject(
                object, node, apiVersion, kind, known, namespace, name, home, Positions.source(file, node), chart);
    }

    /** A call site has no namespace of its own, but comes with the Service that it names. */
    private static Optional<String> home(ObjectNode object, Kind kind, String namespace) {
        if (kind.isNamespaced()) {
            return Optional.of(namespace).filter(written -> !written.isEmpty());
        }
        var called = ServiceNodes.in(object, kind).stream()
                .map(service -> service.path("namespace").asText(""))
                .filter(written -> !written.isEmpty())
                .distinct()
                .toList();
        return called.size() == 1 ? Optional.of(called.getFirst()) : Optional.empty();
    }

    private void addItems(JsonNode items, Node list, Optional<String> chart, Optional<Head> head)
            throws ManifestProblem {
        if (Positions.child(list, "items") instanceof SequenceNode nodes
                && nodes.getValue().size() == items.size()) {
            for (var index = 0; index < items.size(); index++) {
                add(items.get(index), nodes.getValue().get(index), chart, head);
            }
        } else {
            for (var item : items) {
                add(item, list, chart, head);
            }
        }
    }

    private String text(ObjectNode object, Node node, String field) throws ManifestProblem {
        var value = object.path(field);
        if (value.isTextual() && !value.textValue().isBlank()) {
            return value.textValue();
        }
        var name = object.path("metadata").path("name").asText("");
        throw ManifestProblem.at(
                file,
                node,
                (name.isEmpty() ? "the object" : "the object \"" + name + "\"") + " has no " + field
                        + "; every Kubernetes object needs one");
    }

    private String name(ObjectNode object, Node node, String kind) throws ManifestProblem {
        var name = metadata(object, node, "name");
        var given = name.isEmpty() ? metadata(object, node, "generateName") : name;
        if (given.isEmpty()) {
            throw ManifestProblem.at(
                    file, node, "the " + kind + " has no metadata.name; every Kubernetes object needs one");
        }
        return given;
    }

    private String metadata(ObjectNode object, Node node, String field) throws ManifestProblem {
        var value = object.path("metadata").path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isTextual()) {
            return value.textValue();
        }
        throw ManifestProblem.at(
                file,
                Positions.nearest(node, List.of("metadata", field)),
                "metadata." + field + ": expected text, got " + Positions.describe(value));
    }

    /** What the items of a typed list are, for example Services in a ServiceList. */
    private record Head(String apiVersion, String kind) {

        static Optional<Head> ofItems(String apiVersion, String kind) {
            return kind.equals(LIST)
                    ? Optional.empty()
                    : Optional.of(new Head(apiVersion, kind.substring(0, kind.length() - LIST.length())));
        }

        void fillInto(ObjectNode item) {
            if (!item.has("apiVersion") && !item.has("kind")) {
                item.put("apiVersion", apiVersion).put("kind", kind);
            }
        }
    }
}
