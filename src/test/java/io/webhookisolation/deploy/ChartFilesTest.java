package io.webhookisolation.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What stands twice in the chart, or is made from something else, says the same. */
class ChartFilesTest {

    private static final String COMMAND = "run ./mvnw -Pcrds and commit the result";

    @Test
    void the_readme_tells_of_the_values_as_they_are() throws IOException {
        assertThat(Files.readString(Chart.README)).as(COMMAND).isEqualTo(Chart.readme());
    }

    @Test
    void each_value_is_described() throws IOException {
        // when
        var values = ChartValues.read(Chart.VALUES);

        // then
        assertThat(values.undescribed()).isEmpty();
        assertThat(values.described())
                .hasSizeGreaterThan(50)
                .allSatisfy(value -> assertThat(value.section()).isNotEmpty());
    }

    @Test
    void the_schema_knows_the_values_and_no_others() throws IOException {
        // given
        var schema = new ObjectMapper()
                .readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
        var values = new YAMLMapper().readTree(Chart.VALUES.toFile());

        // when
        var known = new TreeSet<String>();
        paths(schema, schema, "", known);

        // then
        var set = new TreeSet<String>(Set.of("global"));
        values.properties().forEach(value -> {
            set.add(value.getKey());
            if (known.stream().anyMatch(path -> path.startsWith(value.getKey() + "."))) {
                value.getValue().fieldNames().forEachRemaining(name -> set.add(value.getKey() + "." + name));
            }
        });
        assertThat(known).isEqualTo(set);
    }

    @Test
    void the_definition_the_alerts_and_the_dashboard_are_those_of_the_project() throws IOException {
        // given
        var copies = Chart.copies();

        // when
        List<Path> held;
        try (var files = Files.walk(Chart.FILES)) {
            held = files.filter(Files::isRegularFile).toList();
        }

        // then
        assertThat(held)
                .as(COMMAND)
                .containsExactlyInAnyOrderElementsOf(copies.keySet())
                .allSatisfy(copy -> assertThat(copy).hasSameTextualContentAs(copies.get(copy)));
    }

    /** As {@code image.tag}: what an object of the schema names as its properties. */
    private static void paths(JsonNode schema, JsonNode part, String prefix, Set<String> into) {
        var reference = part.path("$ref").asText();
        var meant = reference.isEmpty() ? part : schema.at(reference.substring(1));
        meant.path("properties").properties().forEach(property -> {
            into.add(prefix + property.getKey());
            paths(schema, property.getValue(), prefix + property.getKey() + ".", into);
        });
    }
}
