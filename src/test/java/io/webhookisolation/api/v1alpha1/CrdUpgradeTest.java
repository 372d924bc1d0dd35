package io.webhookisolation.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The definition takes the place of those before it, which stand in {@code src/test/resources/crd/former}, and whatever was stored under one of them stays valid; what a real
 * API server makes of it, {@link CrdUpgradeIT} sees.
 */
class CrdUpgradeTest {

    private static final ObjectNode PRESENT = PolicySchema.definition(CrdGenerator.FILE);

    static List<Path> formers() {
        return CrdExamplesTest.files(Path.of("src/test/resources/crd/former"));
    }

    private static List<ObjectNode> examples() {
        return CrdExamplesTest.valid().stream()
                .map(file -> PolicySchema.yaml(CrdExamplesTest.read(file)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("formers")
    void no_field_is_gone_and_none_takes_less_than_before(Path former) {
        assertThat(SchemaNarrowing.between(
                        PolicySchema.of(PolicySchema.definition(former)).root(),
                        PolicySchema.of(PRESENT).root()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("formers")
    void each_policy_that_may_be_stored_keeps_the_rules_of_today(Path former) {
        // given
        var present = PolicySchema.of(PRESENT);

        // when
        var stored = StoredPolicies.under(PolicySchema.of(PolicySchema.definition(former)), examples());

        // then
        assertThat(stored)
                .hasSizeGreaterThan(100)
                .allSatisfy(policy -> assertThat(present.violations(policy)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("formers")
    void it_is_the_same_resource_and_serves_the_versions_that_it_served(Path former) {
        // given
        var before = PolicySchema.definition(former).get("spec");

        // when
        var now = PRESENT.get("spec");

        // then
        for (var fixed : List.of("/group", "/scope", "/names/kind", "/names/plural")) {
            assertThat(now.at(fixed)).as(fixed).isEqualTo(before.at(fixed));
        }
        assertThat(served(now)).containsAll(served(before));
    }

    private static List<String> served(JsonNode spec) {
        return StreamSupport.stream(spec.get("versions").spliterator(), false)
                .filter(version -> version.get("served").asBoolean())
                .map(version -> version.get("name").asText() + " " + version.get("subresources"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/properties/spec | properties/suspend | | spec.suspend: is gone",
                "/properties/spec/properties/selectors | required | [\"extra\"] | spec.selectors: extra was optional and is required",
                "/properties/spec/properties/onDelete | enum | [\"Retain\"] | spec.onDelete: enum was [\"Retain\",\"Revert\"] and is [\"Retain\"]",
                "/properties/spec/properties/certificates/properties/rotate | enum | [\"\"] | spec.certificates.rotate: enum was absent and is [\"\"]",
                "/properties/spec/properties/certificates/properties/rotate | maxLength | 64 | spec.certificates.rotate: maxLength was 128 and is 64",
                "/properties/spec/properties/certificates/properties/rotate | minLength | 1 | spec.certificates.rotate: minLength was absent and is 1",
                "/properties/spec/properties/selectors/properties/minReadyEndpoints | minimum | 2 | spec.selectors.minReadyEndpoints: minimum was 1.0 and is 2",
                "/properties/spec/properties/selectors/properties/labelKeys/items | pattern | \"a\" | spec.selectors.labelKeys[]: pattern was",
                "/properties/status/properties/services | maxItems | 100 | status.services: maxItems was 200 and is 100",
                "/properties/status/properties/observedGeneration | type | \"string\" | status.observedGeneration: type was \"integer\" and is \"string\"",
                "/properties/status/properties/conditions | x-kubernetes-list-type | \"atomic\" | status.conditions: x-kubernetes-list-type was \"map\" and is \"atomic\"",
                "/properties/status/properties/conditions | x-kubernetes-new | true | status.conditions: x-kubernetes-new was absent and is true"
            })
    void each_narrowing_is_found(String at, String keyword, String value, String told) {
        // given
        var former = PolicySchema.of(PRESENT).root();
        var narrowed = former.deepCopy();

        // when
        if (value == null) {
            ((ObjectNode) narrowed.at(at + "/properties")).remove(keyword.replace("properties/", ""));
        } else {
            ((ObjectNode) narrowed.at(at)).set(keyword, Serialization.unmarshal(value, JsonNode.class));
        }

        // then
        assertThat(SchemaNarrowing.between(former, narrowed))
                .singleElement()
                .asString()
                .startsWith(told);
        assertThat(SchemaNarrowing.between(former, former)).isEmpty();
    }

    @Test
    void a_new_rule_that_some_stored_policy_breaks_is_found() {
        // given
        var stored = StoredPolicies.under(PolicySchema.of(PRESENT), examples());
        var stricter = PRESENT.deepCopy();
        var spec = (ObjectNode) stricter.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        spec.withArray("x-kubernetes-validations")
                .addObject()
                .put("rule", "!(self.suspend && self.onDelete == 'Revert')")
                .put("message", "no")
                .put("fieldPath", ".suspend");

        // when
        var refused = stored.stream()
                .filter(policy -> !PolicySchema.of(stricter).violations(policy).isEmpty());

        // then
        assertThat(refused).isNotEmpty();
    }
}
