package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code audit -f … -o patch} prints, one folder for each case: {@code given-*} are the manifests, all assumed in
 * namespace {@code operators}, {@code expect.patch} is the output, and {@code README.md} says in a line what it shows.
 */
class PatchOutputTest {

    private static final Path CASES = Path.of("src/test/resources/cases/diff");
    private static final List<String> GIT = List.of("git", "apply");
    private static final List<String> PATCH = List.of("patch", "-p1", "--fuzz=0", "--quiet");

    @TempDir
    private Path scratch;

    static Stream<Path> cases() throws IOException {
        try (var folders = Files.list(CASES)) {
            return folders.sorted().toList().stream();
        }
    }

    static Stream<Path> diffs() throws IOException {
        return cases().filter(folder -> expectation(folder).contains("\n--- a/"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void is_as_expected(Path folder) throws Exception {
        var output = audit(folder);
        assertThat(output).isEqualTo(expectation(folder));
        assertThat(Files.readAllLines(folder.resolve("README.md"))).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("diffs")
    void isolates_by_git_apply(Path folder) throws Exception {
        isolates(folder, GIT);
    }

    @ParameterizedTest
    @MethodSource("diffs")
    void isolates_by_patch(Path folder) throws Exception {
        isolates(folder, PATCH);
    }

    private void isolates(Path folder, List<String> tool) throws Exception {
        var copy = copy(folder);

        var refused = run(tool, scratch, auditedAt(folder, copy));
        if (expectation(folder).contains("# Apply: first: ")) {
            refused += run(tool, scratch, auditedAt(folder, copy));
        }

        assertThat(refused).isEmpty();
        assertThat(audit(copy)).isEmpty();
        assertThat(classes(copy)).isNotEmpty().containsOnly("Isolated");
    }

    @Test
    void names_files_outside_the_current_folder_from_the_root_on() throws Exception {
        var copy = copy(CASES.resolve("block"));
        var output = audit(copy);
        assertThat(output).contains("# Apply: patch -p1 -d /\n", "--- a" + copy + "/given-alpha.yaml\n");

        var refused = run(List.of("patch", "-p1", "-d", "/", "--quiet"), scratch, output);

        assertThat(refused).isEmpty();
        assertThat(classes(copy)).containsOnly("Isolated");
    }

    @Test
    void keeps_the_line_ends_of_the_file_and_copes_with_spaces_in_its_name() throws Exception {
        var copy = copy(CASES.resolve("block"));
        var file = copy.resolve("with spaces.yaml");
        Files.writeString(
                file, Files.readString(copy.resolve("given-alpha.yaml")).replace("\n", "\r\n"));
        Files.delete(copy.resolve("given-alpha.yaml"));

        var refused = run(List.of("patch", "-p1", "-d", "/", "--quiet"), scratch, audit(copy));

        assertThat(refused).isEmpty();
        assertThat(classes(copy)).containsOnly("Isolated");
        assertThat(Files.readString(file)).contains("scaffold\r\n    app.kubernetes.io/name: alpha\r\n\r\n");
        assertThat(Files.readString(file).replace("\r\n", "")).doesNotContain("\r", "\n");
    }

    @Test
    void says_a_component_for_what_came_on_standard_input() throws Exception {
        var manifests = Files.readString(CASES.resolve("chart/given-all.yaml"));

        var chart = output(manifests, "audit", "-f", "-", "--assume-namespace", "operators", "-o", "patch");
        var plain = output(
                manifests.replaceAll("# Source.*\n", ""),
                "audit",
                "-f",
                "-",
                "--assume-namespace",
                "operators",
                "-o",
                "patch");

        assertThat(chart)
                .contains("# Form: Helm post-renderer\n", "helm upgrade alpha CHART")
                .doesNotContain("--- a/");
        assertThat(plain)
                .contains("# Form: kustomize component\n", "kind: Component\n")
                .doesNotContain("--- a/");
    }

    @Test
    void fails_like_the_other_outputs() {
        var shell = new TestShell();

        var code = shell.run(
                "audit", "-f", CASES.resolve("block").toString(), "--assume-namespace=operators", "-o", "patch");

        assertThat(code).isEqualTo(ExitCode.FINDINGS);
        assertThat(shell.err()).isEmpty();
    }

    private static String expectation(Path folder) {
        try {
            return Files.readString(folder.resolve("expect.patch"));
        } catch (IOException e) {
            throw new AssertionError(folder + " has no expect.patch", e);
        }
    }

    private static String audit(Path folder) {
        return output("", "audit", "-f", folder.toString(), "--assume-namespace", "operators", "-o", "patch");
    }

    /** Of the copy, with the names that the original has: those are where the tool looks. */
    private static String auditedAt(Path folder, Path copy) {
        return audit(copy).replace("a" + copy, "a/" + folder).replace("b" + copy, "b/" + folder);
    }

    private static List<String> classes(Path folder) throws IOException {
        var report = output("", "audit", "-f", folder.toString(), "--assume-namespace", "operators", "-o", "json");
        return new ObjectMapper().readTree(report).path("services").findValuesAsText("class");
    }

    private static String output(String input, String... arguments) {
        var shell = new TestShell(input, false, Map.of());
        shell.run(arguments);
        assertThat(shell.err()).isEmpty();
        return shell.out();
    }

    /** To the same place below another root, so that the names in the diffs lead to it. */
    private Path copy(Path folder) throws IOException {
        var copy = Files.createDirectories(scratch.resolve(folder));
        try (var files = Files.list(folder)) {
            for (var file : files.filter(it -> it.getFileName().toString().startsWith("given-"))
                    .toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    /** What the tool said; nothing if it was content. */
    private static String run(List<String> command, Path folder, String input) throws Exception {
        assumeThat(isThere(command.getFirst()))
                .as(command.getFirst() + " is not on the PATH")
                .isTrue();
        var told = Files.createTempFile(folder, "told", ".txt");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("%s ended", command)
                .isTrue();
        return (process.exitValue() == 0 ? "" : "exit " + process.exitValue() + ": ") + Files.readString(told);
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
