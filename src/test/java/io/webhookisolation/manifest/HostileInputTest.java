package io.webhookisolation.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that wants to exhaust memory, stack or time is refused with a sentence, within seconds. */
class HostileInputTest {

    private static final String OBJECT = "apiVersion: v1\nkind: Thing\nmetadata: {name: a}\n";
    private static final Duration SECONDS = Duration.ofSeconds(20);
    private static final int MEGABYTES = 8 * 1024 * 1024;

    @Test
    void a_file_of_two_hundred_megabytes_is_refused_before_it_is_read_to_its_end() {
        // given
        var endless = new EndlessStream(200L * 1024 * 1024);

        // when
        var thrown = assertThatThrownBy(() -> read(endless, ManifestLimits.DEFAULT));

        // then
        thrown.hasMessage(
                "-: larger than the 32 MiB that one file may have; split it, or name only the files that matter");
        assertThat(endless.given).isLessThan(40L * 1024 * 1024);
    }

    @Test
    void files_that_are_too_large_together_are_refused() {
        // given
        var limits = new ManifestLimits(1000, OBJECT.length() - 1, 10, 100, 50, 1000, 1000);

        // when
        var thrown = assertThatThrownBy(() -> read(stream(OBJECT), limits));

        // then
        thrown.hasMessageStartingWith("-: here the input passes " + (OBJECT.length() - 1) + " bytes");
    }

    @Test
    void more_documents_than_the_limit_are_refused() {
        // given
        var limits = new ManifestLimits(10_000, 10_000, 10, 100, 50, 1000, 2);

        // when
        var thrown = assertThatThrownBy(() -> read(stream("---\n" + OBJECT + "---\n---\n"), limits));

        // then
        thrown.hasMessageStartingWith("-: here the input passes 2 documents");
    }

    @Test
    void more_values_than_the_limit_are_refused() {
        // given
        var list = OBJECT + "data: [" + "1,".repeat(1_000_000) + "]";

        // when
        var thrown = assertThatThrownBy(() -> read(list));

        // then
        thrown.hasMessageMatching("-:4:\\d+: more than 1000000 values in one file; split it");
    }

    @Test
    void a_billion_laughs_end_at_the_fiftieth_alias() {
        // given
        var laughs = "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n"
                + IntStream.range(1, 10)
                        .mapToObj(level ->
                                "a%d: &a%d [%s]".formatted(level, level, ("*a" + (level - 1) + ", ").repeat(9)))
                        .collect(Collectors.joining("\n"));

        // when
        var thrown = assertThatThrownBy(() -> read(laughs));

        // then
        thrown.hasMessageMatching("-:7:\\d+: more than 50 aliases in one file; write the values out");
    }

    @Test
    void few_aliases_that_double_each_time_end_at_the_number_of_values() {
        // given
        var doubling = "a0: &a0 [ha, ha]\n"
                + IntStream.range(1, 25)
                        .mapToObj(level -> "a%d: &a%d [*a%d, *a%d]".formatted(level, level, level - 1, level - 1))
                        .collect(Collectors.joining("\n"));

        // when
        var thrown = assertThatThrownBy(() -> read(doubling));

        // then
        thrown.hasMessageContaining("more than 1000000 values in one file; split it, or use fewer aliases");
    }

    @ParameterizedTest
    @ValueSource(strings = {"self: *m", "<<: *m", "deeper: {still: [*m]}"})
    void a_value_that_holds_itself_is_refused(String circle) {
        // given
        var text = "apiVersion: v1\nkind: Thing\nmetadata: &m\n  name: a\n  " + circle + "\n";

        // when
        var thrown = assertThatThrownBy(() -> read(text));

        // then
        thrown.hasMessageContaining("an alias stands inside the value that it repeats");
    }

    static List<String> deep() {
        var levels = 200_000;
        return List.of(
                "[".repeat(levels) + "]".repeat(levels),
                "{a: ".repeat(levels) + "}".repeat(levels),
                "- ".repeat(levels),
                "? ".repeat(levels),
                IntStream.range(0, 3000)
                        .mapToObj(level -> " ".repeat(level) + "a:")
                        .collect(Collectors.joining("\n")));
    }

    @ParameterizedTest
    @MethodSource("deep")
    void two_hundred_thousand_levels_overflow_no_stack(String text) {
        // when
        var thrown = assertThatThrownBy(() -> read(text));

        // then
        thrown.hasMessageContaining("more than 100 levels of maps and lists inside each other");
    }

    @Test
    void a_hundred_levels_are_fine() throws ManifestException {
        // given
        var text = OBJECT + "data: " + "[".repeat(99) + "1" + "]".repeat(99);

        // when
        var set = read(text);

        // then
        assertThat(set.objects()).isEqualTo(1);
    }

    static List<String> long_lines() {
        return List.of(
                OBJECT + "# " + "a".repeat(MEGABYTES),
                OBJECT + "data: " + "a".repeat(MEGABYTES),
                OBJECT + "data: \"" + "a ".repeat(MEGABYTES / 2) + "\"",
                OBJECT + "data: '" + "''".repeat(MEGABYTES / 2) + "'",
                OBJECT + "data: !" + "a".repeat(MEGABYTES) + " x",
                OBJECT + "data: |\n" + "  a\n".repeat(MEGABYTES / 4),
                OBJECT + "\n".repeat(MEGABYTES),
                "# Source: a/templates/b\n".repeat(MEGABYTES / 24) + OBJECT);
    }

    @ParameterizedTest
    @MethodSource("long_lines")
    void long_lines_take_no_more_than_linear_time(String text) {
        // when
        var set = assertTimeoutPreemptively(SECONDS, () -> read(text));

        // then
        assertThat(set.objects()).isEqualTo(1);
    }

    @Test
    void noise_is_no_text() {
        // given
        var noise = new byte[100_000];
        new Random(1).nextBytes(noise);

        // when
        var thrown = assertThatThrownBy(() -> read(new ByteArrayInputStream(noise), ManifestLimits.DEFAULT));

        // then
        thrown.hasMessageMatching("-:\\d+:\\d+: a byte sequence that is no UTF-8; is this a manifest\\? .*");
    }

    @Test
    void a_control_character_is_shown_with_its_place() {
        // when
        var thrown = assertThatThrownBy(() -> read("apiVersion: v1\nkind: \u0007Service\n"));

        // then
        thrown.hasMessageStartingWith("-:2:7: the character U+0007 cannot stand in YAML");
    }

    private static ManifestSet read(String text) throws ManifestException {
        return read(stream(text), ManifestLimits.DEFAULT);
    }

    private static ManifestSet read(InputStream stream, ManifestLimits limits) throws ManifestException {
        return new ManifestReader(limits).read(List.of(new ManifestInput.StandardInput(stream)), "");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives one character again and again, and counts. */
    private static final class EndlessStream extends InputStream {
        private final long length;
        private long given;

        EndlessStream(long length) {
            this.length = length;
        }

        @Override
        public int read() {
            return given++ < length ? '#' : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int most) {
            if (given >= length) {
                return -1;
            }
            var count = (int) Math.min(most, length - given);
            Arrays.fill(buffer, offset, offset + count, (byte) '#');
            given += count;
            return count;
        }
    }
}
