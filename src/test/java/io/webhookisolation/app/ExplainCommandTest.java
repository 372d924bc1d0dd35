package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.FindingCode;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {

    private final TestShell shell = new TestShell();

    @ParameterizedTest
    @EnumSource(FindingCode.class)
    void prints_a_page_with_all_its_parts_for_each_code(FindingCode code) {
        var exit = shell.run("explain", code.name());

        assertThat(exit).isZero();
        assertThat(shell.out())
                .startsWith(code.name() + " " + code.title() + " ("
                        + code.severity().word() + ")\n")
                .contains(
                        "**What it means.**",
                        "**Why it matters.**",
                        "**Evidence.**",
                        "**What to type.**",
                        "\n    ",
                        "**Example.**")
                .doesNotContain("\n## ");
    }

    @Test
    void the_document_has_no_page_of_a_code_that_does_not_exist() {
        var headings = Pattern.compile("^## (\\S+) ", Pattern.MULTILINE)
                .matcher(CodePages.bundled().document())
                .results()
                .map(heading -> heading.group(1))
                .toList();

        assertThat(headings)
                .containsExactlyElementsOf(
                        Arrays.stream(FindingCode.values()).map(Enum::name).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wi101", "EffectiveOverlap", "effectiveoverlap"})
    void finds_a_code_however_it_is_written(String code) {
        var exit = shell.run("explain", code);

        assertThat(exit).isZero();
        assertThat(shell.out()).startsWith("WI101 EffectiveOverlap (error)\n");
    }

    @Test
    void lists_all_codes_when_none_is_named() {
        var exit = shell.run("explain");

        assertThat(exit).isZero();
        assertThat(shell.out().lines()).hasSize(FindingCode.values().length);
    }
}
