package io.webhookisolation.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.cluster.real.WithPrometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alerts fire when they should and only then, says Prometheus' own promtool. */
@WithPrometheus
class PromtoolTest {

    private static final Path TESTS = Path.of("src", "test", "resources", "monitoring");

    @TempDir
    private Path folder;

    @Test
    void promtool_accepts_the_rules() throws Exception {
        // when
        var done = Promtool.run("check", "rules", "--lint-fatal", Alert.RULES.toString());

        // then
        assertThat(done.code()).as(done.told()).isZero();
        assertThat(done.told()).contains(Alert.all().size() + " rules found");
    }

    @Test
    void each_alert_fires_when_it_should_and_only_then() throws Exception {
        // when
        var done = test(TESTS);

        // then
        assertThat(done.code()).as(done.told()).isZero();
    }

    /** So that a test that asks nothing is found. */
    @ParameterizedTest
    @ValueSource(strings = {"vector(0) > 1", "vector(1)"})
    void no_test_is_content_with_alerts_that_never_fire_or_always(String expression) throws Exception {
        // given
        var rules = Alert.rules();
        rules.at("/groups")
                .forEach(group -> group.get("rules").forEach(rule -> ((ObjectNode) rule).put("expr", expression)));
        var changed = Files.writeString(folder.resolve("rules.json"), rules.toString());
        for (var file : tests(TESTS)) {
            Files.writeString(
                    folder.resolve(file.getFileName()),
                    Files.readString(file)
                            .replaceFirst("rule_files: .*", "rule_files: [" + changed.toAbsolutePath() + "]"));
        }

        // when
        var done = test(folder);

        // then
        assertThat(done.told().split("FAILED:", -1))
                .as(done.told())
                .hasSize(tests(TESTS).size() + 1);
    }

    private static Promtool.Done test(Path folder) throws Exception {
        var command = new ArrayList<>(List.of("test", "rules"));
        tests(folder).forEach(file -> command.add(file.toString()));
        return Promtool.run(command.toArray(String[]::new));
    }

    private static List<Path> tests(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
