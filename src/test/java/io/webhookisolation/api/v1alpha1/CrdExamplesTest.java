package io.webhookisolation.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.api.v1alpha1.PolicySchema.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples under {@code src/test/resources/crd}: an invalid one says in its first lines which field and sentence. */
class CrdExamplesTest {

    private final PolicySchema schema = PolicySchema.committed();

    static List<Path> invalid() {
        return examples("invalid");
    }

    static List<Path> valid() {
        return examples("valid");
    }

    static List<Path> shipped() {
        return Stream.of(Path.of("deploy", "examples"), Path.of("deploy", "gitops", "argocd", "testdata"))
                .flatMap(folder -> files(folder).stream())
                .filter(file -> file.toString().endsWith(".yaml"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void an_invalid_example_is_refused_for_the_reason_that_it_states(Path example) {
        // given
        var text = read(example);

        // when
        var violations = schema.violations(PolicySchema.yaml(text));

        // then
        assertThat(violations).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo(stated(text, "field"));
            assertThat(violation.sentence()).contains(stated(text, "says"));
        });
    }

    @ParameterizedTest
    @MethodSource("valid")
    void a_valid_example_is_accepted(Path example) {
        // given
        var policy = PolicySchema.yaml(read(example));

        // when
        var violations = schema.violations(policy);

        // then
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void a_shipped_example_is_accepted(Path example) {
        // given
        var policies = Stream.of(read(example).split("(?m)^---\\n")).map(PolicySchema::yaml);

        // when
        var violations = policies.flatMap(policy -> schema.violations(policy).stream());

        // then
        assertThat(violations).isEmpty();
    }

    @Test
    void each_rule_has_an_example_that_breaks_it_and_names_its_field() {
        // given
        var rules = schema.rules().all();

        // when
        Set<String> broken = invalid().stream()
                .flatMap(example -> schema.violations(PolicySchema.yaml(read(example))).stream())
                .map(Violation::sentence)
                .collect(Collectors.toSet());

        // then
        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            assertThat(broken).contains(rule.message());
            assertThat(rule.field()).isNotEqualTo("spec").startsWith("spec.");
        });
    }

    private static List<Path> examples(String kind) {
        return files(Path.of("src/test/resources/crd", kind));
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path example) {
        try {
            return Files.readString(example);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stated(String text, String what) {
        var mark = "# " + what + ": ";
        return text.lines()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the example lacks a line '" + mark + "…'"));
    }
}
