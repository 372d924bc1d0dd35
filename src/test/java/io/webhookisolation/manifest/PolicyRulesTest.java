package io.webhookisolation.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the rules for policies in files against the examples that the CRD's schema is held against. */
class PolicyRulesTest {

    private static final Path EXAMPLES = Path.of("src/test/resources/crd");
    private static final Pattern FIELD = Pattern.compile("(?m)^# field: (\\S+)");

    static List<Path> valid() throws IOException {
        return examples("valid");
    }

    /** The status is not for people to write, so that files are not refused for it. */
    static List<Path> invalid() throws IOException {
        return examples("invalid").stream()
                .filter(file -> field(file).startsWith("spec"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void a_policy_that_the_crd_accepts_is_accepted(Path file) throws Exception {
        // when
        var set = read(Files.readString(file));

        // then
        assertThat(set.policies()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void a_policy_that_the_crd_refuses_is_refused_for_the_same_field(Path file) throws IOException {
        // given
        var text = Files.readString(file);

        // when
        var thrown = assertThatThrownBy(() -> read(text));

        // then
        thrown.isInstanceOf(ManifestException.class).hasMessageContaining(": " + field(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  selectors: text",
                "  selectors: {mode: 1}",
                "  selectors: {minReadyEndpoints: 1.5}",
                "  selectors: {minReadyEndpoints: 99999999999}",
                "  selectors: {narrowLatent: 1}",
                "  selectors: {labelKeys: app}",
                "  selectors: {labelKeys: [null]}",
                "  serviceSelector: []",
                "  serviceSelector: {matchLabels: {app: 1}}",
                "  serviceSelector: {matchLabels: {app: null}}",
                "  serviceSelector: {matchExpressions: {}}",
                "  serviceSelector: {matchExpressions: [{key: app, operator: In, values: [1]}]}",
                "  serviceSelector: {matchLabels: {a0: b, a1: b, a2: b, a3: b, a4: b, a5: b, a6: b, a7: b, a8: b, a9: b,"
                        + " b0: b, b1: b, b2: b, b3: b, b4: b, b5: b, b6: b}}"
            })
    void odd_types_and_sizes_are_refused(String line) {
        // when
        var thrown = assertThatThrownBy(() -> read(policy(line)));

        // then
        thrown.isInstanceOf(ManifestException.class).hasMessageContaining("WebhookIsolationPolicy/webhooks: spec.");
    }

    @Test
    void null_stands_for_a_field_that_is_not_there() throws ManifestException {
        // when
        var set = read(policy("  selectors: null\n  suspend: ~"));

        // then
        assertThat(set.policies()).hasSize(1);
    }

    private static String policy(String spec) {
        return """
                apiVersion: webhook-isolation.io/v1alpha1
                kind: WebhookIsolationPolicy
                metadata:
                  name: webhooks
                spec:
                """ + spec + "\n";
    }

    private static ManifestSet read(String text) throws ManifestException {
        var stream = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return new ManifestReader(ManifestLimits.DEFAULT).read(List.of(new ManifestInput.StandardInput(stream)), "");
    }

    private static List<Path> examples(String folder) throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    private static String field(Path file) {
        try {
            var field = FIELD.matcher(Files.readString(file));
            return field.find() ? field.group(1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
