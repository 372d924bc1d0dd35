package io.webhookisolation.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Does to the objects of a cluster what a suggestion says: what the tools that we do not have would do by their
 * documentation, and for those that we have the same, quicker.
 */
final class Application {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATCH =
            Pattern.compile("kubectl patch (\\w+)\\S*/(\\S+) --namespace=\\S+ --type=(\\w+) --patch='([^']*)'");

    private final Cluster cluster;

    Application(Cluster cluster) {
        this.cluster = cluster;
    }

    void of(Suggestion suggestion) throws Exception {
        switch (suggestion.form()) {
            case JSON_PATCH, STRATEGIC_MERGE -> commands(suggestion.parts());
            case ARGO_CD -> {
                leftAlone(suggestion.parts());
                commands(suggestion.parts());
            }
            case KUSTOMIZE_COMPONENT -> files(suggestion.parts()).forEach(this::patches);
            // Whoever renders everything anew has the last file only.
            case HELM_POST_RENDERER, FLUX_KUSTOMIZATION, FLUX_HELM_RELEASE ->
                patches(files(suggestion.parts()).stream()
                        .filter(file -> !file.findValues("patches").isEmpty())
                        .toList()
                        .getLast());
            case CLUSTER_SERVICE_VERSION -> bundle(suggestion.parts());
            case NOTE, DIFF -> throw new AssertionError(suggestion.form() + " changes nothing in a cluster");
        }
    }

    private static List<ObjectNode> files(List<Part> parts) {
        return parts.stream()
                .filter(Part.NewFile.class::isInstance)
                .map(Part.NewFile.class::cast)
                .filter(file -> file.path().endsWith(".yaml"))
                .flatMap(file -> Cluster.documents(file.text()).stream())
                .toList();
    }

    private void commands(List<Part> parts) throws Exception {
        for (var part : parts) {
            if (part instanceof Part.Command command) {
                var found = PATCH.matcher(command.line());
                var count = 0;
                while (found.find()) {
                    count++;
                    patch(object(found.group(1), found.group(2)), found.group(3), JSON.readTree(found.group(4)));
                }
                assertThat(count).as(command.line()).isPositive();
            }
        }
    }

    private static void patch(ObjectNode object, String type, JsonNode patch) throws Exception {
        if (type.equals("json")) {
            JsonPatchOperations.perform(object, patch);
        } else {
            // For maps alone a strategic merge is a merge.
            JSON.readerForUpdating(object).readValue(patch);
        }
    }

    private ObjectNode object(String kind, String name) {
        var words = List.of("Service", "Deployment");
        return cluster.object(
                words.stream()
                        .filter(word -> word.toLowerCase(Locale.ROOT).equals(kind))
                        .findFirst()
                        .orElseThrow(),
                name);
    }

    /** Wherever the list of patches stands: kustomize and Flux read it alike. */
    private void patches(JsonNode file) {
        var patches = file.findValue("patches");
        assertThat(patches).isNotEmpty();
        for (var patch : patches) {
            var target = patch.path("target");
            var object = cluster.object(
                    target.path("kind").asText(), target.path("name").asText());
            var operations = new Load(LoadSettings.builder().build())
                    .loadFromString(patch.path("patch").asText());
            JsonPatchOperations.perform(object, JSON.valueToTree(operations));
        }
    }

    /** Argo CD's syncs keep what its Application ignores, if they are told to respect that; each added label must be. */
    private static void leftAlone(List<Part> parts) {
        var spec = files(parts).getFirst().path("spec");
        assertThat(spec.at("/syncPolicy/syncOptions/0").asText()).isEqualTo("RespectIgnoreDifferences=true");
        var added = parts.stream()
                .filter(Part.Command.class::isInstance)
                .map(part -> ((Part.Command) part).line())
                .mapToLong(line -> Pattern.compile("\"op\":\"add\"")
                        .matcher(line)
                        .results()
                        .count())
                .sum();
        var expressions = spec.findValues("jqPathExpressions").stream()
                .mapToInt(JsonNode::size)
                .sum();
        assertThat(expressions).isEqualTo((int) added);
    }

    /** OLM gives the Service of a webhook definition the Deployment's matchLabels as selector. */
    private void bundle(List<Part> parts) {
        var note = (Part.Note) parts.getFirst();
        var deployments = Cluster.documents(note.text()).getFirst().at("/spec/install/spec/deployments");
        for (var deployment : deployments) {
            var object = cluster.object("Deployment", deployment.path("name").asText());
            var labels = deployment.at("/spec/selector/matchLabels");
            assertThat(deployment.at("/spec/template/metadata/labels")).isEqualTo(labels);
            add(object.at("/spec/selector/matchLabels"), labels);
            add(object.at("/spec/template/metadata/labels"), labels);
            ((ObjectNode) cluster.object("Service", "lws-webhook-service").path("spec"))
                    .set("selector", object.at("/spec/selector/matchLabels").deepCopy());
        }
    }

    private static void add(JsonNode map, JsonNode labels) {
        labels.properties().forEach(label -> ((ObjectNode) map).set(label.getKey(), label.getValue()));
    }
}
