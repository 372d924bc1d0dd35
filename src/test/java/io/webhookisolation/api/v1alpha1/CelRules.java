package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import io.webhookisolation.api.v1alpha1.PolicySchema.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code x-kubernetes-validations} of a schema, evaluated by Google's CEL for Java; {@code self} is untyped here. */
final class CelRules {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One rule.
     *
     * @param parent JSON pointer of the object that is {@code self}
     * @param field the field that a violation names, from the root
     */
    record Rule(String parent, String field, String expression, String message) {}

    private final List<Rule> rules = new ArrayList<>();
    private final Cel cel = CelFactory.plannerCelBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("self", SimpleType.DYN)
            .build();

    private CelRules() {}

    /** Rules stand on objects only, never inside of lists: a JSON pointer then finds their {@code self}. */
    static CelRules of(ObjectNode schema) {
        var found = new CelRules();
        found.collect(schema, "");
        return found;
    }

    private void collect(JsonNode schema, String pointer) {
        for (var rule : schema.path("x-kubernetes-validations")) {
            var field = pointer.substring(1).replace('/', '.')
                    + rule.path("fieldPath").asText();
            rules.add(new Rule(
                    pointer,
                    field,
                    rule.path("rule").asText(),
                    rule.path("message").asText()));
        }
        schema.path("properties")
                .properties()
                .forEach(property -> collect(property.getValue(), pointer + "/" + property.getKey()));
        if (schema.findValue("items") != null && schema.path("items").findValue("x-kubernetes-validations") != null) {
            throw new IllegalStateException(pointer + ": rules on list items are not evaluated here");
        }
    }

    List<Rule> all() {
        return List.copyOf(rules);
    }

    List<Violation> broken(ObjectNode policy) {
        return rules.stream()
                .filter(rule -> !policy.at(rule.parent()).isMissingNode())
                .filter(rule -> !holds(rule, policy.at(rule.parent())))
                .map(rule -> new Violation(rule.field(), rule.message()))
                .toList();
    }

    boolean holds(Rule rule, JsonNode self) {
        try {
            var program = cel.createProgram(cel.compile(rule.expression()).getAst());
            var value = JSON.treeToValue(self, Map.class);
            return (boolean) program.eval(Map.of("self", value));
        } catch (CelValidationException | CelEvaluationException | JsonProcessingException e) {
            throw new IllegalStateException(rule + " on " + self, e);
        }
    }
}
