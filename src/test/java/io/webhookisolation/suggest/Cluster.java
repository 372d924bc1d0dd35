package io.webhookisolation.suggest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.isolation.GrownCluster;
import io.webhookisolation.isolation.IsolationAnalysis;
import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What stands in a cluster of {@code cases/suggest}: what a suggestion is made for, and what it is applied to. */
record Cluster(List<ObjectNode> objects, String served) {

    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The Service of a case of managers, among the others of a case of suggestions. */
    static Cluster of(String situation, String manager) throws IOException {
        var folder = CASES.resolve("suggest").resolve(situation);
        var manifests = Files.readString(folder.resolve("rest.yaml")) + "---\n"
                + Files.readString(CASES.resolve("managers").resolve(manager).resolve("given-service.yaml"));
        return new Cluster(documents(manifests), Files.readString(folder.resolve("served.yaml")));
    }

    static List<ObjectNode> documents(String yaml) {
        var documents = new ArrayList<ObjectNode>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(yaml)
                .forEach(document -> documents.add(JSON.valueToTree(document)));
        return documents;
    }

    Snapshot snapshot() {
        // JSON is YAML, too.
        return GrownCluster.of(
                objects.stream().map(JsonNode::toString).collect(Collectors.joining("\n---\n", "", "\n")), served);
    }

    Analysis analysis() {
        return IsolationAnalysis.analyse(snapshot(), Policy.DEFAULT_LABEL_KEYS, GrownCluster.NOW);
    }

    List<Suggestion> suggestions() {
        return Suggestions.of(snapshot(), analysis(), Manifests.NONE);
    }

    List<ServiceClass> classes() {
        return analysis().services().stream()
                .map(verdict -> verdict.serviceClass())
                .toList();
    }

    ObjectNode object(String kind, String name) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind)
                        && object.path("metadata").path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
    }
}
