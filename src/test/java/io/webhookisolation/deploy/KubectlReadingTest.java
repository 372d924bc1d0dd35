package io.webhookisolation.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** kubectl reads YAML 1.1, where a bare {@code True}, {@code y} or {@code on} is a boolean; our tests read YAML 1.2. */
class KubectlReadingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Path> files() throws IOException {
        try (var crds = Files.walk(Path.of("crds"));
                var deploy = Files.walk(Path.of("deploy"));
                var examples = Files.walk(Path.of("src", "test", "resources", "crd"))) {
            return Stream.of(crds, deploy, examples)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .filter(file -> !file.startsWith(Chart.TEMPLATES))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void kubectl_reads_the_file_as_our_tests_do(Path file) throws IOException {
        // given
        var ours = Base.documents(file).toList();

        // when
        var kubectls = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(Files.readString(file));

        // then
        assertThat(kubectls)
                .map(document -> JSON.<JsonNode>valueToTree(document))
                .map(JsonNode::toString)
                .containsExactlyElementsOf(ours.stream().map(JsonNode::toString).toList());
    }
}
