package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** An answer that is no success; becomes a {@code Status} object with the API server's wording. */
final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * One cause in the details of a Status.
     *
     * @param field path in Go's form, {@code .spec.selector}; may be empty
     */
    record Cause(String reason, String message, String field) {}

    private final int code;
    private final String reason;
    private final transient List<Cause> causes;

    private ApiError(int code, String reason, String message, List<Cause> causes) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.causes = List.copyOf(causes);
    }

    static ApiError of(int code, String reason, String message) {
        return new ApiError(code, reason, message, List.of());
    }

    static ApiError badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    static ApiError forbidden(String message) {
        return of(403, "Forbidden", message);
    }

    static ApiError noSuchPath() {
        return of(404, "NotFound", "the server could not find the requested resource");
    }

    static ApiError notFound(ResourceType type, String name) {
        return of(404, "NotFound", type.qualifiedName() + " \"" + name + "\" not found");
    }

    static ApiError alreadyExists(ResourceType type, String name) {
        return of(409, "AlreadyExists", type.qualifiedName() + " \"" + name + "\" already exists");
    }

    static ApiError modified(ResourceType type, String name) {
        return conflict(
                type,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static ApiError precondition(ResourceType type, String name, String what, String wanted, String found) {
        return conflict(
                type,
                name,
                "Precondition failed: " + what + " in precondition: " + wanted + ", " + what + " in object meta: "
                        + found);
    }

    static ApiError applyConflicts(List<Cause> causes) {
        var message = causes.size() == 1
                ? "Apply failed with 1 conflict: " + causes.getFirst().message() + ": "
                        + causes.getFirst().field()
                : "Apply failed with " + causes.size() + " conflicts: " + byManager(causes);
        return new ApiError(409, "Conflict", message, causes);
    }

    private static String byManager(List<Cause> causes) {
        return causes.stream()
                .collect(Collectors.groupingBy(Cause::message, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey().replaceFirst("conflict", "conflicts") + ":\n- "
                        + entry.getValue().stream().map(Cause::field).collect(Collectors.joining("\n- ")))
                .collect(Collectors.joining("\n"));
    }

    static ApiError invalid(ResourceType type, String name, String field, String why) {
        var message = type.kind() + (type.group().isEmpty() ? "" : "." + type.group()) + " \"" + name
                + "\" is invalid: " + field + ": " + why;
        return new ApiError(422, "Invalid", message, List.of(new Cause("FieldValueInvalid", why, field)));
    }

    /** What the API server says of a JSON patch that cannot be applied, a failing {@code test} included. */
    static ApiError inapplicablePatch() {
        return of(422, "Invalid", "the server rejected our request due to an error in our request");
    }

    /** What the API server says of a page that is asked for too late. */
    static ApiError expiredList() {
        return of(
                410,
                "Expired",
                "The provided continue parameter is too old to display a consistent list result. You must start a new"
                        + " list without the continue parameter.");
    }

    static ApiError unsupportedPatch() {
        return of(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
    }

    private static ApiError conflict(ResourceType type, String name, String why) {
        return of(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + type.qualifiedName() + " \"" + name + "\": " + why);
    }

    int code() {
        return code;
    }

    ObjectNode toStatus() {
        var status = Json.object()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("message", getMessage())
                .put("reason", reason)
                .put("code", code);
        status.putObject("metadata");
        var list = status.putObject("details").putArray("causes");
        causes.forEach(cause -> list.addObject()
                .put("reason", cause.reason())
                .put("message", cause.message())
                .put("field", cause.field()));
        return status;
    }
}
