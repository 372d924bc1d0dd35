package io.webhookisolation.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources are short, those of tests and fixtures too (docs/architecture.md). */
class SourceSizeTest {

    private static final int TOO_MANY = 300;

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java"})
    void every_source_stays_under_300_lines(String folder) throws IOException {
        assertThat(tooLong(Path.of(folder))).isEmpty();
    }

    @Test
    void a_source_of_300_lines_is_found(@TempDir Path folder) throws IOException {
        // given
        Files.writeString(folder.resolve("Short.java"), "\n".repeat(299));
        Files.writeString(folder.resolve("Long.java"), "\n".repeat(300));

        // when
        var found = tooLong(folder);

        // then
        assertThat(found).containsExactly(folder.resolve("Long.java"));
    }

    private static List<Path> tooLong(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) >= TOO_MANY)
                    .sorted()
                    .toList();
        }
    }

    private static long lines(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
