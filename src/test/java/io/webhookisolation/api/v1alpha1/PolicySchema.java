package io.webhookisolation.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.cluster.api.SchemaDefaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the API server says to a policy, without a server: defaults, then the schema, then the CEL rules.
 *
 * <p>Differences: an unknown field is refused, as {@code kubectl} asks for by default, where the server alone would
 * prune it; sentences about the schema are the validator's, not the server's. CEL runs only on what fits the schema.
 */
final class PolicySchema {

    /** One reason to refuse; {@code field} as {@code spec.selectors.mode}. */
    record Violation(String field, String sentence) {}

    private final ObjectNode schema;
    private final JsonSchema validator;
    private final CelRules rules;

    private PolicySchema(ObjectNode schema) {
        this.schema = schema;
        this.validator = validator(closed(schema.deepCopy()));
        this.rules = CelRules.of(schema);
    }

    /** The schema of the committed CustomResourceDefinition. */
    static PolicySchema committed() {
        return of(definition(CrdGenerator.FILE));
    }

    /** The schema of a CustomResourceDefinition. */
    static PolicySchema of(ObjectNode definition) {
        return new PolicySchema((ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema"));
    }

    static ObjectNode definition(Path file) {
        try {
            return yaml(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode yaml(String text) {
        return Serialization.unmarshal(text, ObjectNode.class);
    }

    ObjectNode root() {
        return schema;
    }

    CelRules rules() {
        return rules;
    }

    ObjectNode defaulted(ObjectNode policy) {
        var copy = policy.deepCopy();
        SchemaDefaults.apply(schema, copy);
        return copy;
    }

    List<Violation> violations(ObjectNode policy) {
        var whole = defaulted(policy);
        var misfits = validator.validate(whole).stream()
                .map(message -> new Violation(field(message), message.getError()))
                .toList();
        return misfits.isEmpty() ? rules.broken(whole) : misfits;
    }

    private static String field(ValidationMessage message) {
        var parent = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
        var property = message.getProperty();
        return property == null ? parent : parent.isEmpty() ? property : parent + "." + property;
    }

    private static JsonSchema validator(JsonNode schema) {
        var config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_PATH)
                .locale(Locale.ROOT)
                .formatAssertionsEnabled(true)
                .build();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema, config);
    }

    /** Refuses fields that the schema does not name; what every object has is added to the root first. */
    private static ObjectNode closed(ObjectNode root) {
        var properties = (ObjectNode) root.get("properties");
        for (var common : Set.of("apiVersion", "kind")) {
            properties.putObject(common).put("type", "string");
        }
        properties.putObject("metadata").put("type", "object");
        close(root);
        return root;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.get("properties") instanceof ObjectNode) {
            object.put("additionalProperties", false);
        }
        node.forEach(PolicySchema::close);
    }
}
