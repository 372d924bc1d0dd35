package io.webhookisolation.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads the manifests of each case folder and compares what comes out with {@code expect.txt}.
 *
 * <p>The input is the folder {@code given}, or else each file {@code given*}; {@code assume-namespace.txt} may name a
 * namespace.
 */
class ManifestCasesTest {

    private static final Path CASES = Path.of("src/test/resources/cases/manifest");

    static List<String> cases() throws IOException {
        try (var folders = Files.list(CASES)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_case_gives_what_it_expects(String name) throws IOException {
        // given
        var folder = CASES.resolve(name);
        var assumed = folder.resolve("assume-namespace.txt");
        var namespace = Files.exists(assumed) ? Files.readString(assumed).strip() : "";

        // when
        var text = read(inputs(folder), namespace).replace(folder + "/", "");

        // then
        assertThat(text).isEqualTo(Files.readString(folder.resolve("expect.txt")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_case_holds_no_file_that_nobody_reads(String name) throws IOException {
        // given
        var folder = CASES.resolve(name);

        // when
        try (var files = Files.list(folder)) {
            var names = files.map(file -> file.getFileName().toString()).toList();

            // then
            assertThat(names)
                    .contains("README.md", "expect.txt")
                    .allMatch(file -> file.startsWith("given")
                            || List.of("README.md", "expect.txt", "assume-namespace.txt")
                                    .contains(file));
        }
    }

    private static List<ManifestInput> inputs(Path folder) throws IOException {
        var given = folder.resolve("given");
        if (Files.isDirectory(given)) {
            return List.of(new ManifestInput.AtPath(given));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("given"))
                    .sorted()
                    .map(file -> ManifestInput.of(file.toString(), InputStream.nullInputStream()))
                    .toList();
        }
    }

    private static String read(List<ManifestInput> inputs, String namespace) {
        try {
            return SnapshotText.of(new ManifestReader(ManifestLimits.DEFAULT).read(inputs, namespace));
        } catch (ManifestException e) {
            return e.getMessage() + "\n";
        }
    }
}
