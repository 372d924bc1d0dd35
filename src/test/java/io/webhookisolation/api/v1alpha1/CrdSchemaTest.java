package io.webhookisolation.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.model.DeniedLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class CrdSchemaTest {

    private final PolicySchema schema = PolicySchema.committed();

    @Test
    void every_field_has_a_description() {
        // when
        var fields = fields();

        // then
        assertThat(fields)
                .hasSizeGreaterThan(30)
                .allSatisfy((field, property) -> assertThat(
                                property.path("description").asText())
                        .as(field)
                        .isNotBlank());
    }

    @Test
    void every_list_map_and_text_of_the_spec_is_bounded_so_that_rules_stay_cheap() {
        // when
        var spec = fields().tailMap("spec").headMap("status");

        // then
        assertThat(spec)
                .isNotEmpty()
                .allSatisfy((field, property) ->
                        assertThat(bounded(property)).as(field).isTrue());
    }

    @Test
    void the_rule_on_label_keys_denies_just_those_that_never_enter_a_selector() {
        // when
        var rule = schema.root().findValuesAsText("rule").stream()
                .filter(text -> text.contains("key in ["))
                .findFirst()
                .orElseThrow();

        // then
        var keys = quoted(rule.substring(rule.indexOf('['), rule.indexOf(']')), "");
        assertThat(keys).containsExactlyInAnyOrderElementsOf(DeniedLabels.KEYS);
        assertThat(quoted(rule, "startsWith\\(")).containsExactlyInAnyOrderElementsOf(DeniedLabels.KEY_PREFIXES);
    }

    private static List<String> quoted(String rule, String before) {
        return Pattern.compile(before + "'([^']+)'")
                .matcher(rule)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void an_empty_spec_takes_all_defaults() {
        // given
        var empty = PolicySchema.yaml("spec: {}");

        // when
        var defaulted = schema.defaulted(empty);

        // then
        assertThat(defaulted).isEqualTo(PolicySchema.yaml("""
                spec:
                  serviceSelector: {}
                  selectors:
                    mode: Audit
                    minReadyEndpoints: 1
                    narrowLatent: false
                    labelKeys: [app.kubernetes.io/name, app.kubernetes.io/instance, app.kubernetes.io/component]
                    managedObjects: Suggest
                    workloadLabels: Never
                  certificates:
                    mode: Audit
                    ca: {duration: 8760h}
                    leaf: {duration: 720h, renewAt: 67%}
                    privateKey: {algorithm: ECDSA, size: 256}
                    takeOver: []
                    rotate: ""
                    compromised: []
                    restart: Never
                  onDelete: Retain
                  suspend: false
                """));
    }

    @Test
    void an_optional_field_of_the_spec_has_a_default() {
        // when
        var own = new TreeMap<>(fields().tailMap("spec.").headMap("status"));
        own.keySet().removeIf(field -> field.startsWith("spec.serviceSelector."));

        // then
        assertThat(own)
                .isNotEmpty()
                .allSatisfy((field, property) ->
                        assertThat(property.has("default")).as(field).isTrue());
    }

    /** The API server refuses a definition otherwise: it evaluates rules on a default before inner defaults are filled in. */
    @Test
    void each_default_keeps_the_rules_as_it_stands() {
        // given
        var rules = schema.rules();

        // when
        var ownDefaults = rules.all().stream()
                .filter(rule -> !defaultOf(rule).isMissingNode())
                .toList();

        // then
        assertThat(ownDefaults).isNotEmpty().allMatch(rule -> rules.holds(rule, defaultOf(rule)));
    }

    private JsonNode defaultOf(CelRules.Rule rule) {
        return schema.root().at(rule.parent().replace("/", "/properties/") + "/default");
    }

    @Test
    void writers_share_conditions_by_type_and_services_by_name() {
        // when
        var status = schema.root().at("/properties/status/properties");

        // then
        assertThat(status.at("/conditions/x-kubernetes-list-map-keys/0").asText())
                .isEqualTo("type");
        assertThat(status.at("/services/x-kubernetes-list-map-keys/0").asText()).isEqualTo("name");
        assertThat(status.at("/services/maxItems").asInt()).isEqualTo(200);
    }

    @Test
    void kubectl_get_shows_the_columns_of_the_contract_in_their_order() throws IOException {
        // given
        var version = Serialization.unmarshal(Files.readString(CrdGenerator.FILE), ObjectNode.class)
                .at("/spec/versions/0");

        // when
        var columns = StreamSupport.stream(
                        version.get("additionalPrinterColumns").spliterator(), false)
                .map(column ->
                        column.get("name").asText() + column.get("priority").asText())
                .toList();

        // then
        assertThat(columns)
                .containsExactly(
                        "Mode0",
                        "Isolated0",
                        "Webhooks0",
                        "Conflicts0",
                        "Suggested1",
                        "Certificates1",
                        "Ready0",
                        "Message1",
                        "Age0");
        assertThat(version.at("/subresources/status").isObject()).isTrue();
    }

    private SortedMap<String, JsonNode> fields() {
        var found = new TreeMap<String, JsonNode>();
        collect("", schema.root(), found);
        return found;
    }

    private static void collect(String path, JsonNode parent, Map<String, JsonNode> found) {
        parent.path("properties").properties().forEach(property -> {
            var field = path + property.getKey();
            found.put(field, property.getValue());
            collect(field + ".", property.getValue(), found);
            collect(field + "[].", property.getValue().path("items"), found);
        });
    }

    private static boolean bounded(JsonNode property) {
        return switch (property.path("type").asText()) {
            case "string" -> property.has("enum") || property.has("maxLength");
            case "array" -> property.has("maxItems") && bounded(property.path("items"));
            case "integer" -> property.has("minimum") && property.has("maximum");
            case "object" ->
                property.has("properties")
                        || (property.has("maxProperties") && bounded(property.path("additionalProperties")));
            default -> true;
        };
    }
}
