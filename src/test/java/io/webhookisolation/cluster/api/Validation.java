package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** What the API server refuses to store, of the rules that the product relies on or runs into. */
final class Validation {

    private static final Set<String> FROZEN = Set.of("data", "immutable");
    private static final String FROZEN_TEXT = "Forbidden: field is immutable when `immutable` is set";

    private Validation() {}

    static void check(ResourceType type, ObjectNode object) {
        switch (type.kind()) {
            case "Secret" -> tls(type, object);
            case "APIService" -> aggregated(type, object);
            case "CustomResourceDefinition" -> conversion(type, object);
            default -> {
                // Whatever is JSON is stored.
            }
        }
    }

    /** Of a Secret that nobody may change any more. */
    static void checkFrozen(ResourceType type, ObjectNode live, ObjectNode next) {
        if (type.kind().equals("Secret") && live.path("immutable").asBoolean()) {
            FROZEN.stream()
                    .sorted()
                    .filter(field -> !live.path(field).equals(next.path(field)))
                    .findFirst()
                    .ifPresent(field -> refuse(type, live, field, FROZEN_TEXT));
        }
    }

    private static void tls(ResourceType type, ObjectNode secret) {
        if (secret.path("type").asText().equals("kubernetes.io/tls")) {
            for (var name : new String[] {"tls.crt", "tls.key"}) {
                if (!secret.path("data").has(name)) {
                    refuse(type, secret, "data[" + name + "]", "Required value");
                }
            }
        }
    }

    private static void aggregated(ResourceType type, ObjectNode service) {
        var spec = service.path("spec");
        if (spec.path("insecureSkipTLSVerify").asBoolean()
                && !spec.path("caBundle").asText().isEmpty()) {
            refuse(
                    type,
                    service,
                    "spec.insecureSkipTLSVerify",
                    "Invalid value: true: may not be true if caBundle is present");
        }
    }

    /** The one bundle that is read before it is stored. */
    private static void conversion(ResourceType type, ObjectNode definition) {
        var bundle = definition.at("/spec/conversion/webhook/clientConfig/caBundle");
        if (!isBundle(bundle)) {
            refuse(
                    type,
                    definition,
                    "spec.conversion.webhookClientConfig.caBundle",
                    "Invalid value: " + bundle + ": unable to load root certificates: unable to parse bytes as PEM"
                            + " block");
        }
    }

    private static boolean isBundle(JsonNode caBundle) {
        var text = new String(Base64.getMimeDecoder().decode(caBundle.asText()), StandardCharsets.ISO_8859_1);
        return text.isBlank() || text.contains("-----BEGIN CERTIFICATE-----");
    }

    private static void refuse(ResourceType type, ObjectNode object, String field, String why) {
        throw ApiError.invalid(type, Coordinates.of(object).name(), field, why);
    }
}
