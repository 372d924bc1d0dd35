package io.webhookisolation.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds objects of known kinds to their types as strictly as the API server does: text is no number, a map no list. */
final class TypedObjects {

    private static final ObjectMapper MAPPER = mapper();

    private TypedObjects() {}

    static HasMetadata read(RawObject raw, Kind kind) throws ManifestProblem {
        reduce(raw, kind);
        try {
            if (kind == Kind.CERTIFICATE) {
                MAPPER.treeToValue(raw.json(), CertificateShape.class);
            }
            return MAPPER.treeToValue(raw.json(), kind.type());
        } catch (JsonMappingException e) {
            throw problem(raw, e);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw ManifestProblem.at(
                    raw.source().file(), raw.node(), raw.kindAndName() + " cannot be read: " + e.getMessage());
        }
    }

    /** Drops what nobody reads: it costs time, and a mistake in it changes no answer. */
    private static void reduce(RawObject raw, Kind kind) {
        raw.json().remove("status");
        if (kind == Kind.CUSTOM_RESOURCE_DEFINITION && raw.json().get("spec") instanceof ObjectNode spec) {
            spec.remove("versions");
        }
    }

    private static ManifestProblem problem(RawObject raw, JsonMappingException e) {
        var path = e.getPath().stream()
                .<Object>map(step -> step.getFieldName() == null ? (Object) step.getIndex() : step.getFieldName())
                .toList();
        return ManifestProblem.at(
                raw.source().file(),
                Positions.nearest(raw.node(), path),
                raw.kindAndName() + ": " + Positions.path(path) + ": expected " + expected(e) + ", got "
                        + Positions.describe(value(raw.json(), path)));
    }

    private static String expected(JsonMappingException e) {
        return switch (e) {
            case MismatchedInputException mismatch -> words(mismatch.getTargetType());
            case ValueInstantiationException refused -> words(refused.getType().getRawClass());
            default -> e.getCause() instanceof InputCoercionException ? "a number that fits" : "another type";
        };
    }

    private static JsonNode value(JsonNode root, List<Object> path) {
        var value = root;
        for (var step : path) {
            value = step instanceof Integer index ? value.path(index) : value.path(step.toString());
        }
        return value;
    }

    private static String words(@Nullable Class<?> type) {
        if (type == null) {
            return "another type";
        }
        if (type == IntOrString.class) {
            return "an integer or text";
        }
        if (type == String.class) {
            return "text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
            return "an integer";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "a map";
    }

    private static ObjectMapper mapper() {
        var mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        for (var number : List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean)) {
            mapper.coercionConfigFor(number)
                    .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        }
        mapper.coercionConfigFor(LogicalType.Boolean).setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
        return mapper;
    }

    /** The fields of a Certificate that we read, for their types only. */
    private record CertificateShape(@Nullable Spec spec) {
        private record Spec(
                @Nullable List<String> dnsNames, @Nullable String secretName) {}
    }
}
