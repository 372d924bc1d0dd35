package io.webhookisolation.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.LabelPlace;
import io.webhookisolation.model.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelPlacesTest {

    private static final List<String> SELECTOR = List.of("spec", "selector");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "spec:\\n  selector:\\n    a: b # why\\n  x: y|3|14|\\n    |false",
                "spec:\\n  selector:\\n    a: b|3|8|\\n    |false",
                "spec:\\r\\n  selector:\\r\\n    a: b\\r\\n|3|8|\\r\\n    |false",
                "spec:\\n  selector:\\n    a: 'b'\\n    c: \"d\"\\n|4|10|\\n    |false",
                "spec: {selector: {a: b}}|1|22|, |false",
                "spec: {selector: { a: b }}|1|23|, |false",
                "spec: {selector: {\"a\": \"b\"}}|1|26|, |true",
                "spec: {selector: {\\n  a: b,\\n  c: d\\n  }}|3|6|,\\n  |false",
                "spec: {\"𝒳\": 1, selector: {a: b}}|1|31|, |false"
            })
    void finds_the_end_of_the_map(String text, int line, int column, String separator, boolean quoted)
            throws Exception {
        var place = place(unescaped(text), SELECTOR);

        assertThat(place).contains(new LabelPlace(line, column, unescaped(separator), quoted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec:\n  selector: &labels\n    a: b\n",
                "x: &labels {a: b}\nspec:\n  selector: *labels\n",
                "x: &all {a: b}\nspec:\n  selector:\n    <<: *all\n",
                "x: &all {a: b}\nspec:\n  selector:\n    c: d\n    <<: *all\n",
                "x: &spec {selector: {a: b}}\nspec: *spec\n",
                "x: &value b\nspec:\n  selector:\n    a: *value\n",
                "spec:\n  selector:\n    a: |-\n      b\n",
                "spec:\n  selector: {}\n",
                "spec:\n  selector:\n",
                "spec:\n  ports: []\n",
                "spec:\n  selector:\n    ? a\n    : b\n"
            })
    void finds_none_where_an_insertion_might_change_more_or_break_something(String text) throws Exception {
        assertThat(place(text, SELECTOR)).isEmpty();
    }

    @Test
    void tells_the_objects_of_a_file_and_of_a_list_apart() throws Exception {
        var text =
                "apiVersion: v1\nkind: List\nitems:\n- kind: A\n  spec:\n    selector: {a: b}\n- kind: B\n  spec:\n    selector:\n      a: b\n---\nkind: C\n";

        assertThat(read(text).of(source(4, 3), SELECTOR)).map(LabelPlace::line).contains(6);
        assertThat(read(text).of(source(7, 3), SELECTOR)).map(LabelPlace::line).contains(10);
        assertThat(read(text).of(source(12, 1), SELECTOR)).isEmpty();
        assertThat(read(text).of(source(99, 1), SELECTOR)).isEmpty();
    }

    @Test
    void reads_no_file_that_a_diff_could_not_say() throws Exception {
        var utf16 = Files.writeString(folder.resolve("wide.yaml"), "\uFEFFkind: A\n", StandardCharsets.UTF_16LE);
        var marked = Files.writeString(folder.resolve("marked.yaml"), "\uFEFFkind: A\n");
        var returns = Files.writeString(folder.resolve("returns.yaml"), "kind: A\rspec: {}\r");

        assertThat(List.of(utf16, marked, returns, folder.resolve("gone.yaml"), Path.of("-")))
                .allSatisfy(file -> assertThat(LabelPlaces.read(file.toString(), ManifestLimits.DEFAULT))
                        .isEmpty());
    }

    private Optional<LabelPlace> place(String spec, List<String> path) throws Exception {
        return read("kind: Service\n" + spec)
                .of(source(1, 1), path)
                .map(place -> new LabelPlace(place.line() - 1, place.column(), place.separator(), place.quoted()));
    }

    private LabelPlaces read(String text) throws Exception {
        var file = Files.writeString(folder.resolve("file.yaml"), text);
        return LabelPlaces.read(file.toString(), ManifestLimits.DEFAULT).orElseThrow();
    }

    private Source source(int line, int column) {
        return new Source(folder.resolve("file.yaml").toString(), line, column);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r");
    }
}
