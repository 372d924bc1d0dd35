package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookisolation.cluster.http.HttpRequest;
import java.util.Optional;

/**
 * How a deletion is meant.
 *
 * @param uid refused if it is another's
 * @param resourceVersion refused if it has moved
 * @param gracePeriod seconds; only Pods have one
 */
record DeleteOptions(
        Optional<String> uid, Optional<String> resourceVersion, Optional<Integer> gracePeriod, boolean dryRun) {

    static DeleteOptions of(HttpRequest request) {
        var body = request.body().isBlank() ? Json.object() : Json.parseObject(request.body());
        var preconditions = body.path("preconditions");
        var grace = Json.text(body, "gracePeriodSeconds").or(() -> request.parameter("gracePeriodSeconds"));
        return new DeleteOptions(
                Json.text(preconditions, "uid"),
                Json.text(preconditions, "resourceVersion"),
                grace.map(Integer::valueOf),
                request.parameter("dryRun").isPresent() || !body.path("dryRun").isEmpty());
    }

    void check(ResourceType type, JsonNode live) {
        check(type, live, "UID", "uid", uid);
        check(type, live, "ResourceVersion", "resourceVersion", resourceVersion);
    }

    private static void check(ResourceType type, JsonNode live, String what, String member, Optional<String> wanted) {
        var found = live.path("metadata").path(member).asText();
        if (wanted.isPresent() && !wanted.get().equals(found)) {
            throw ApiError.precondition(type, Coordinates.of(live).name(), what, wanted.get(), found);
        }
    }
}
