package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTargetTest {

    private final TestShell shell = new TestShell();

    @TempDir
    private Path folder;

    @Test
    void says_that_the_folder_is_missing() {
        var file = folder.resolve("missing/report.json");

        assertThatThrownBy(() -> new ReportTarget(shell.shell(), file).write("report"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("does not exist");
    }

    @Test
    void replaces_a_file_as_a_whole_and_leaves_no_draft() throws Exception {
        var file = folder.resolve("report.json");
        Files.writeString(file, "an older and longer report");

        new ReportTarget(shell.shell(), file).write("report");

        assertThat(file).hasContent("report");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void prints_where_no_file_is_named() {
        new ReportTarget(shell.shell(), null).write("report\n");

        assertThat(shell.out()).isEqualTo("report\n");
    }
}
