package io.webhookisolation.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    void a_row_tells_each_value_the_default_and_the_bounds_that_the_schema_has() {
        var spec = schema.root().at("/properties/spec");

        assertThat(fields(spec, ""))
                .allSatisfy(field -> assertThat(bounds(schemaOf(field, spec)))
                        .allSatisfy(bound -> assertThat(row(field)).contains(bound)));
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

    private String row(String field) {
        return page.lines()
                .filter(line -> line.startsWith("| `" + field + "` |"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode schemaOf(String field, JsonNode spec) {
        return spec.at("/properties/" + field.replace("[]", "/items").replace(".", "/properties/"));
    }

    /** What follows from other words of the row is not asked for: how long a text of a given form is, how many values there are. */
    private static List<String> bounds(JsonNode field) {
        var values = new ArrayList<JsonNode>();
        field.path("enum").forEach(values::add);
        field.at("/items/enum").forEach(values::add);
        Stream.of("default", "minimum", "maximum", "maxItems", "maxLength", "maxProperties")
                .filter(name -> !(name.equals("maxLength") && field.has("pattern")))
                .filter(name -> !(name.equals("maxItems") && field.at("/items").has("enum")))
                .map(field::path)
                .filter(JsonNode::isValueNode)
                .forEach(values::add);
        return values.stream()
                .map(value -> value.isNumber() ? Long.toString(value.asLong()) : value.asText())
                .toList();
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
