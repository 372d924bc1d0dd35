package io.webhookisolation.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A valid document with random mistakes gives a Snapshot or a sentence, never anything else. */
class MutationTest {

    private static final int ROUNDS = 1500;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ": ",
            "- ",
            "\n",
            "\t",
            "---\n",
            "&a ",
            "*a",
            "<<: *a",
            "|",
            ">",
            "'",
            "\"",
            "!!int ",
            "!!map ",
            "!!binary ",
            "? ",
            "%YAML 1.1\n",
            "null",
            "~",
            "true",
            "-1",
            "1e9",
            ".nan",
            "0o17",
            "# Source: a/templates/b\n",
            "\u0000",
            "\uFEFF",
            "\uD800",
            "items: ",
            "kind: List\n",
            "apiVersion: ",
            "metadata: ");

    private static final List<String> VALUES = List.of(
            "",
            "null",
            "7",
            "-1",
            "99999999999",
            "1.5",
            "true",
            "text",
            "\"quoted\"",
            "[]",
            "{}",
            "[a, 1, null]",
            "{a: b, c: [d]}",
            "[{a: b}]",
            "0644",
            "!!str 7",
            "&b x");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assume-namespace/given.yaml",
                "multi-document/given.yaml",
                "json/given.json",
                "anchors/given.yaml"
            })
    void mutated_manifests_are_read_or_refused(String name) throws Exception {
        // given
        var valid =
                Files.readAllBytes(Path.of("src/test/resources/cases/manifest").resolve(name));

        // then
        assertTimeoutPreemptively(MINUTE, () -> {
            for (var seed = 0; seed < ROUNDS; seed++) {
                var mutated = mutate(valid, new Random(seed));
                assertThatCode(() -> readOrRefuse(mutated))
                        .as("%s with seed %d", name, seed)
                        .doesNotThrowAnyException();
            }
        });
    }

    private static void readOrRefuse(byte[] bytes) {
        var input = new ManifestInput.StandardInput(new ByteArrayInputStream(bytes));
        try {
            new ManifestReader(ManifestLimits.DEFAULT).read(List.of(input), "shared");
        } catch (ManifestException e) {
            assertThat(e).hasMessageStartingWith("-:");
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        var mutated = bytes;
        for (var count = 1 + random.nextInt(3); count > 0 && mutated.length > 0; count--) {
            mutated = random.nextBoolean() ? withOtherValue(mutated, random) : withBrokenText(mutated, random);
        }
        return mutated;
    }

    /** Still YAML for the most part, but with a value that the field does not expect. */
    private static byte[] withOtherValue(byte[] bytes, Random random) {
        var lines = new ArrayList<>(
                new String(bytes, StandardCharsets.UTF_8).lines().toList());
        var at = random.nextInt(lines.size());
        var value = VALUES.get(random.nextInt(VALUES.size()));
        lines.set(at, lines.get(at).replaceFirst(":.*", Matcher.quoteReplacement(": " + value)));
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withBrokenText(byte[] bytes, Random random) {
        var at = random.nextInt(bytes.length);
        var end = Math.min(bytes.length, at + 1 + random.nextInt(30));
        return switch (random.nextInt(5)) {
            case 0 -> join(bytes, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
            case 1 -> join(bytes, at, new byte[0], end);
            case 2 -> join(bytes, end, Arrays.copyOfRange(bytes, at, end), end);
            default -> {
                var piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
                yield join(bytes, at, piece, random.nextBoolean() ? at : end);
            }
        };
    }

    private static byte[] join(byte[] bytes, int keepTo, byte[] piece, int keepFrom) {
        var joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, keepTo);
        joined.writeBytes(piece);
        joined.write(bytes, keepFrom, bytes.length - keepFrom);
        return joined.toByteArray();
    }
}
