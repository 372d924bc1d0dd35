package io.webhookisolation.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlScalarsTest {

    @ParameterizedTest
    @CsvSource({
        "7,                    NUMBER,  7",
        "-7,                   NUMBER,  -7",
        "0644,                 NUMBER,  420",
        "0o17,                 NUMBER,  15",
        "0x1F,                 NUMBER,  31",
        "0b101,                NUMBER,  5",
        "99999999999,          NUMBER,  99999999999",
        "99999999999999999999, NUMBER,  99999999999999999999",
        "1.50,                 NUMBER,  1.50",
        ".5,                   NUMBER,  0.5",
        "089,                  NUMBER,  89",
        "true,                 BOOLEAN, true",
        "Yes,                  BOOLEAN, true",
        "on,                   BOOLEAN, true",
        "False,                BOOLEAN, false",
        "off,                  BOOLEAN, false",
        "NO,                   BOOLEAN, false",
        "~,                    NULL,    null",
        "Null,                 NULL,    null"
    })
    void plain_scalars_have_the_types_of_yaml_1_1(String text, JsonNodeType type, String value) throws ManifestProblem {
        // when
        var json = scalar(text);

        // then
        assertThat(json.getNodeType()).isEqualTo(type);
        assertThat(json.asText()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"v1", "1.2.3", "y", "n", "yEs", "--", "+x", ".nan", ".inf", "1e99999", "2026-11-01", "1:30"})
    void everything_else_is_text(String text) throws ManifestProblem {
        // when
        var json = scalar(text);

        // then
        assertThat(json.textValue()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"7\",       STRING",
                "'true',      STRING",
                "!!str 7,     STRING",
                "!!int \"7\", NUMBER",
                "!own 7,      STRING",
                "! 7,         STRING"
            })
    void quotes_and_tags_decide_before_the_text(String text, JsonNodeType type) throws ManifestProblem {
        // when
        var json = scalar(text);

        // then
        assertThat(json.getNodeType()).isEqualTo(type);
    }

    private static JsonNode scalar(String text) throws ManifestProblem {
        var documents = new YamlDocuments(ManifestLimits.DEFAULT).parse("a.yaml", "value: " + text + "\n");
        return new YamlTree("a.yaml", ManifestLimits.DEFAULT)
                .toJson(documents.getFirst())
                .path("value");
    }
}
