package io.webhookisolation.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookisolation.manifest.ManifestException;
import io.webhookisolation.manifest.ManifestInput;
import io.webhookisolation.manifest.ManifestLimits;
import io.webhookisolation.manifest.ManifestReader;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Real manifests that may lie beside this project, in the shapes in which people hand them over. */
final class Corpus {

    private static final Path FOLDER = Path.of("../shared/corpus");
    private static final String NAMESPACE = "shared";

    private final JsonNode expected;
    private final Map<String, String> fileOfComponent = new HashMap<>();

    private Corpus(JsonNode expected) {
        this.expected = expected;
        var components = texts(expected.path("components"));
        var files = files();
        IntStream.range(0, files.size()).forEach(i -> fileOfComponent.put(components.get(i), files.get(i)));
    }

    static boolean isThere() {
        return Files.isRegularFile(FOLDER.resolve("expected.json"));
    }

    static Corpus read() throws IOException {
        return new Corpus(
                new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile()));
    }

    /**
     * What an independent program found for one Service.
     *
     * @param owners {@code file Kind/name}
     * @param foreign the same
     */
    record Expected(
            String service,
            LabelSet selector,
            SortedSet<String> owners,
            SortedSet<String> foreign,
            boolean overlap,
            boolean needsTemplateLabel) {}

    List<Expected> services() {
        return expected.path("services").valueStream().map(this::service).toList();
    }

    private Expected service(JsonNode service) {
        var file = service.path("file").asText();
        var selector = new TreeMap<String, String>();
        service.path("selector")
                .propertyStream()
                .forEach(label -> selector.put(label.getKey(), label.getValue().asText()));
        return new Expected(
                service.path("service").asText(),
                LabelSet.of(selector),
                sorted(texts(service.path("owners")).stream().map(owner -> file + " " + owner)),
                sorted(service.path("foreign")
                        .valueStream()
                        .map(foreign ->
                                fileOfComponent.get(foreign.path("component").asText()) + " "
                                        + foreign.path("workload").asText())),
                service.path("overlap").asBoolean(),
                service.path("needsTemplateLabel").asBoolean());
    }

    /** One file for each component. */
    Snapshot asFiles() throws ManifestException {
        return read(files().stream().map(FOLDER::resolve).toList());
    }

    /** One file for each object, in a folder for each component. */
    Snapshot asFolders(Path folder) throws IOException, ManifestException {
        for (var file : files()) {
            write(folder.resolve(file.replace(".yaml", "")), file);
        }
        return read(List.of(folder));
    }

    /** One file for each object, all in one folder. */
    Snapshot asOneFolder(Path folder) throws IOException, ManifestException {
        for (var file : files()) {
            write(folder, file);
        }
        return read(List.of(folder));
    }

    /** One stream, without comments. */
    Snapshot asStream() throws IOException, ManifestException {
        var text = new StringBuilder();
        for (var file : files()) {
            documents(file).forEach(document -> text.append("---\n").append(document));
        }
        var stream = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
        return new ManifestReader(ManifestLimits.DEFAULT)
                .read(List.of(new ManifestInput.StandardInput(stream)), NAMESPACE)
                .snapshot();
    }

    private List<String> files() {
        return texts(expected.path("files"));
    }

    private static Snapshot read(List<Path> paths) throws ManifestException {
        var inputs =
                paths.stream().<ManifestInput>map(ManifestInput.AtPath::new).toList();
        return new ManifestReader(ManifestLimits.DEFAULT)
                .read(inputs, NAMESPACE)
                .snapshot();
    }

    private static void write(Path folder, String file) throws IOException {
        Files.createDirectories(folder);
        var documents = documents(file);
        for (var i = 0; i < documents.size(); i++) {
            Files.writeString(folder.resolve(i + "-of-" + file), documents.get(i));
        }
    }

    private static List<String> documents(String file) throws IOException {
        var withoutComments = Files.readString(FOLDER.resolve(file))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
        return Arrays.stream(String.join("\n", withoutComments).split("(?m)^---$", -1))
                .filter(document -> !document.isBlank())
                .map(document -> document.strip() + "\n")
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private static SortedSet<String> sorted(Stream<String> texts) {
        var sorted = new TreeSet<String>();
        texts.forEach(sorted::add);
        return sorted;
    }
}
