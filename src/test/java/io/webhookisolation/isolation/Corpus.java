package io.webhookisolation.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookisolation.manifest.ManifestException;
import io.webhookisolation.manifest.ManifestInput;
import io.webhookisolation.manifest.ManifestLimits;
import io.webhookisolation.manifest.ManifestReader;
import io.webhookisolation.model.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Real manifests beside this project, if they are there, in the shapes in which people hand them over. */
final class Corpus {

    static final Path FOLDER = Path.of("../shared/corpus");

    private final JsonNode expected;

    Corpus() throws IOException {
        expected = new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile());
    }

    static boolean isThere() {
        return Files.isRegularFile(FOLDER.resolve("expected.json"));
    }

    /** What an independent program found; owners and foreign workloads as {@code Kind/name}. */
    record Expected(
            String component,
            String file,
            String service,
            SortedSet<String> owners,
            SortedSet<String> foreign,
            boolean overlap,
            boolean needsTemplateLabel) {}

    List<Expected> services() {
        return StreamSupport.stream(expected.path("services").spliterator(), false)
                .map(service -> new Expected(
                        service.path("component").asText(),
                        service.path("file").asText(),
                        service.path("service").asText(),
                        texts(service.path("owners").valueStream()),
                        texts(service.path("foreign").valueStream().map(foreign -> foreign.path("workload"))),
                        service.path("overlap").asBoolean(),
                        service.path("needsTemplateLabel").asBoolean()))
                .toList();
    }

    List<String> files() {
        return texts(expected.path("files").valueStream()).stream().toList();
    }

    Snapshot asFiles() throws ManifestException {
        return read(files().stream().map(FOLDER::resolve).toList());
    }

    /** One object per file, in a folder for each component or all in one. */
    Snapshot split(Path folder, boolean flat) throws IOException, ManifestException {
        var number = 0;
        for (var file : files()) {
            var component = file.replace(".yaml", "");
            for (var document : documents(file)) {
                var path = flat
                        ? folder.resolve("object-" + number++ + ".yaml")
                        : folder.resolve(component).resolve("object-" + number++ + ".yaml");
                Files.createDirectories(path.getParent());
                Files.writeString(path, document);
            }
        }
        return read(List.of(folder));
    }

    Snapshot asStream() throws IOException, ManifestException {
        var text = new StringBuilder();
        for (var file : files()) {
            documents(file).forEach(document -> text.append("---\n").append(document));
        }
        var stream = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
        return reader().read(List.of(new ManifestInput.StandardInput(stream)), "shared")
                .snapshot();
    }

    /** Which file each Service and workload is from, by the name and labels that make it unique in the corpus. */
    private static Snapshot read(List<Path> paths) throws ManifestException {
        return reader().read(
                        paths.stream()
                                .<ManifestInput>map(ManifestInput.AtPath::new)
                                .toList(),
                        "shared")
                .snapshot();
    }

    private static ManifestReader reader() {
        return new ManifestReader(ManifestLimits.DEFAULT);
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

    private static SortedSet<String> texts(Stream<JsonNode> nodes) {
        var texts = new TreeSet<String>();
        nodes.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
