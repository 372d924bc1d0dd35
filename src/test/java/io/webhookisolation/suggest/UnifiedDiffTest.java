package io.webhookisolation.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.suggest.Manifests.FileText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

    @Test
    void changes_that_would_share_context_share_a_hunk() {
        var near = diff(20, at(5), at(11));
        var far = diff(20, at(5), at(12));

        assertThat(hunks(near)).containsExactly("@@ -3,12 +3,14 @@");
        assertThat(hunks(far)).containsExactly("@@ -3,6 +3,7 @@", "@@ -10,6 +11,7 @@");
    }

    @Test
    void context_ends_with_the_file() {
        assertThat(diff(2, at(1))).isEqualTo("""
                --- a/file.yaml
                +++ b/file.yaml
                @@ -1,2 +1,3 @@
                 line 1
                +new after 1
                 line 2
                """);
        assertThat(hunks(diff(1, at(1)))).containsExactly("@@ -1,1 +1,2 @@");
    }

    @Test
    void starts_from_what_was_inserted_before() {
        var text = new FileText("", "file.yaml", lines(3));

        var diff = UnifiedDiff.of(text, List.of(at(1)), List.of(at(3)));

        assertThat(diff).isEqualTo("""
                --- a/file.yaml
                +++ b/file.yaml
                @@ -2,3 +2,4 @@
                 new after 1
                 line 2
                 line 3
                +new after 3
                """);
    }

    @Test
    void several_insertions_of_one_line_are_one_change() {
        var text = new FileText("", "file.yaml", "{a: {b}, c: {d}}\n");

        var diff = UnifiedDiff.of(text, List.of(), List.of(new Insertion(1, 6, ", x"), new Insertion(1, 14, ", y")));

        assertThat(diff).endsWith("-{a: {b}, c: {d}}\n+{a: {b, x}, c: {d, y}}\n");
    }

    @Test
    void a_name_with_a_space_ends_with_a_tab() {
        var text = new FileText("", "my file.yaml", lines(1));

        assertThat(UnifiedDiff.of(text, List.of(), List.of(at(1))))
                .startsWith("--- a/my file.yaml\t\n+++ b/my file.yaml\t\n");
    }

    private static String diff(int lines, Insertion... insertions) {
        return UnifiedDiff.of(new FileText("", "file.yaml", lines(lines)), List.of(), List.of(insertions));
    }

    private static List<String> hunks(String diff) {
        return diff.lines().filter(line -> line.startsWith("@@")).toList();
    }

    private static Insertion at(int line) {
        return new Insertion(line, ("line " + line).length(), "\nnew after " + line);
    }

    private static String lines(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(line -> "line " + line + "\n")
                .collect(Collectors.joining());
    }
}
