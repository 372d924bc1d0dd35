package io.webhookisolation.manifest;

import static io.webhookisolation.manifest.Documents.SERVICE;
import static io.webhookisolation.manifest.Documents.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {

    private final ManifestReader reader = new ManifestReader(ManifestLimits.DEFAULT);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
    void byte_order_marks_and_encodings_change_nothing(String encoding) throws Exception {
        // given
        var charset = Charset.forName(encoding);
        var plain = write("plain.yaml", TWO, charset);
        var marked = write("marked.yaml", "\uFEFF" + TWO, charset);

        // when
        var set = read(plain, marked);

        // then
        assertThat(set.snapshot().services())
                .extracting(service -> service.key().source().line() + ":"
                        + service.key().source().column())
                .containsExactlyInAnyOrder("1:1", "1:1", "7:1", "7:1");
    }

    @Test
    void windows_line_ends_change_no_line_numbers() throws Exception {
        // given
        var file = write("crlf.yaml", TWO.replace("\n", "\r\n"), StandardCharsets.UTF_8);

        // when
        var set = read(file);

        // then
        assertThat(set.snapshot().services())
                .extracting(service -> service.key().source().line())
                .containsExactly(7, 1);
        assertThat(set.snapshot().services())
                .extracting(service -> service.reference().name())
                .containsExactly("lws-metrics", "lws-webhook");
    }

    @Test
    void windows_line_ends_do_not_hide_source_comments() throws Exception {
        // given
        var text = "---\n# Source: lws/templates/a.yaml\n" + SERVICE;
        var file = write("crlf.yaml", text.replace("\n", "\r\n"), StandardCharsets.UTF_8);

        // when
        var set = read(file);

        // then
        assertThat(set.snapshot().services().getFirst().provenance().chart()).contains("lws");
    }

    @Test
    void a_file_that_is_named_twice_is_read_once() throws Exception {
        // given
        var file = write("a.yaml", SERVICE, StandardCharsets.UTF_8);

        // when
        var set = reader.read(
                List.of(
                        new ManifestInput.AtPath(folder),
                        new ManifestInput.AtPath(file),
                        new ManifestInput.AtPath(folder.resolve("../" + folder.getFileName() + "/a.yaml"))),
                "");

        // then
        assertThat(set.objects()).isEqualTo(1);
    }

    @Test
    void a_folder_that_is_a_link_is_followed_and_links_to_folders_inside_are_not() throws Exception {
        // given
        var real = Files.createDirectories(folder.resolve("real"));
        Files.writeString(real.resolve("a.yaml"), SERVICE);
        Files.createSymbolicLink(real.resolve("circle"), real);
        Files.createSymbolicLink(real.resolve("b.yaml"), write("elsewhere.txt", TWO, StandardCharsets.UTF_8));
        var link = Files.createSymbolicLink(folder.resolve("link"), real);

        // when
        var set = read(link);

        // then
        assertThat(set.snapshot().services())
                .extracting(service -> Path.of(service.key().source().file()))
                .containsOnly(link.resolve("a.yaml"), link.resolve("b.yaml"));
        assertThat(set.objects()).isEqualTo(3);
    }

    @Test
    void the_order_of_inputs_makes_no_difference() throws Exception {
        // given
        var first = write("a.yaml", TWO, StandardCharsets.UTF_8);
        var second = write("b.yaml", TWO, StandardCharsets.UTF_8);

        // when
        var forwards = read(first, second);
        var backwards = read(second, first);

        // then
        assertThat(forwards).isEqualTo(backwards);
    }

    @Test
    void a_missing_path_is_told() {
        // given
        var missing = folder.resolve("missing.yaml");

        // when
        var thrown = assertThatThrownBy(() -> read(missing));

        // then
        thrown.hasMessage(missing + ": no such file or folder; check the path");
    }

    @Test
    void a_refusal_of_the_file_system_says_what_to_do() {
        // when
        var sentence = ManifestFiles.unreadable(new AccessDeniedException("secret.yaml"));

        // then
        assertThat(sentence).isEqualTo("permission denied; make it readable for this user");
    }

    @Test
    void an_unreadable_file_is_told() throws IOException {
        // given
        var file = write("secret.yaml", SERVICE, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root may read everything");

        // when
        var thrown = assertThatThrownBy(() -> read(file));

        // then
        thrown.hasMessage(file + ": permission denied; make it readable for this user");
    }

    @Test
    void of_many_broken_files_twenty_are_shown_and_the_rest_counted() throws IOException {
        // given
        for (var index = 10; index < 35; index++) {
            write("f" + index + ".yaml", "kind: [", StandardCharsets.UTF_8);
        }

        // when
        var thrown = assertThatThrownBy(() -> read(folder)).asInstanceOf(type(ManifestException.class));

        // then
        thrown.satisfies(e -> {
            assertThat(e).message().hasLineCount(21).endsWith("\n… and 5 more files");
            assertThat(e.problems()).hasSize(25);
        });
    }

    @Test
    void nothing_is_kept_from_one_reading_to_the_next() throws Exception {
        // given
        var file = write("a.yaml", SERVICE, StandardCharsets.UTF_8);

        // when
        var first = read(file);
        var second = read(file);

        // then
        assertThat(second).isEqualTo(first);
    }

    private ManifestSet read(Path... paths) throws ManifestException {
        return reader.read(
                Arrays.stream(paths)
                        .<ManifestInput>map(ManifestInput.AtPath::new)
                        .toList(),
                "");
    }

    private Path write(String name, String text, Charset charset) throws IOException {
        return Files.writeString(folder.resolve(name), text, charset);
    }
}
