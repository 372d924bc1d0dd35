package io.webhookisolation.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/policy.md} against the schema. */
class PolicyPageTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\\n(.*?)```");

    private final PolicySchema schema = PolicySchema.committed();
    private final String page;

    PolicyPageTest() throws IOException {
        page = Files.readString(Path.of("docs", "reference", "policy.md"));
    }

    @Test
    void it_has_a_row_for_every_field_of_the_spec() {
        // when
        var fields = fields(schema.root().at("/properties/spec"), "");

        // then
        assertThat(fields)
                .hasSizeGreaterThan(10)
                .allSatisfy(field -> assertThat(page).contains("| `" + field + "` |"));
    }

    @Test
    void it_names_every_field_of_the_status() {
        // when
        var fields = fields(schema.root().at("/properties/status"), "");

        // then
        assertThat(fields)
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        field -> assertThat(page).contains("`" + field.substring(field.lastIndexOf('.') + 1) + "`"));
    }

    @Test
    void its_example_shows_all_fields_with_their_defaults() {
        // given
        var example = EXAMPLE.matcher(page).results().findFirst().orElseThrow().group(1);

        // when
        var shown = PolicySchema.yaml(example).get("spec");

        // then
        assertThat(shown)
                .isEqualTo(schema.defaulted(PolicySchema.yaml("spec: {}")).get("spec"));
    }

    @Test
    void a_sentence_that_it_quotes_from_a_rule_is_the_rules_own() {
        // given
        var oneLine = page.replace('\n', ' ');

        // then
        assertThat(schema.rules().all()).anySatisfy(rule -> assertThat(oneLine).contains(rule.message()));
    }

    private static List<String> fields(JsonNode parent, String path) {
        var found = new ArrayList<String>();
        parent.path("properties").properties().forEach(property -> {
            var field = path + property.getKey();
            found.add(field);
            found.addAll(fields(property.getValue(), field + "."));
            found.addAll(fields(property.getValue().path("items"), field + "[]."));
        });
        return found;
    }
}
