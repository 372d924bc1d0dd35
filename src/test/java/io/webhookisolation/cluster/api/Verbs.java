package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.cluster.http.HttpRequest;
import java.util.Map;

/** Carries out one authorized request; the caller holds the lock. */
final class Verbs {

    private final ObjectStore store;
    private final ResourceStorage storage;

    Verbs(ObjectStore store, ResourceStorage storage) {
        this.store = store;
        this.storage = storage;
    }

    Answer answer(HttpRequest request, Target target) {
        return switch (request.method()) {
            case "GET" -> target.isList() ? list(request, target) : get(target);
            case "POST" -> create(request, target);
            case "PUT" ->
                new Answer(200, storage.update(target, Json.parseObject(request.body()), WriteOptions.of(request)));
            case "PATCH" -> patch(request, target);
            case "DELETE" -> target.isList() ? deleteAll(request, target) : delete(request, target);
            default -> throw ApiError.of(405, "MethodNotAllowed", "the server does not allow this method");
        };
    }

    private Answer get(Target target) {
        return new Answer(
                200,
                store.get(target.type(), target.namespace(), target.name())
                        .orElseThrow(() -> ApiError.notFound(target.type(), target.name())));
    }

    private Answer list(HttpRequest request, Target target) {
        var list = Json.object()
                .put("kind", target.type().kind() + "List")
                .put("apiVersion", target.type().apiVersion());
        var page = Page.of(request, target, store);
        var metadata = list.putObject("metadata").put("resourceVersion", Long.toString(page.revision()));
        page.next().ifPresent(token -> metadata.put("continue", token));
        list.putArray("items").addAll(page.items());
        return new Answer(200, list);
    }

    private Answer create(HttpRequest request, Target target) {
        if (target.subresource().equals("binding")) {
            return bind(request, target);
        }
        return new Answer(201, storage.create(target, Json.parseObject(request.body()), WriteOptions.of(request)));
    }

    /** What the scheduler does: it alone sets a Pod's Node. */
    private Answer bind(HttpRequest request, Target target) {
        var node = Json.parseObject(request.body()).path("target").path("name").asText();
        var pod = new Target(target.type(), target.namespace(), target.name(), "");
        storage.patch(
                pod,
                live -> {
                    var bound = live.deepCopy();
                    bound.withObjectProperty("spec").put("nodeName", node);
                    return bound;
                },
                WriteOptions.of(request));
        return success();
    }

    private Answer patch(HttpRequest request, Target target) {
        var options = WriteOptions.of(request);
        var type = request.header("content-type").orElse("").split(";", 2)[0].strip();
        return new Answer(
                200,
                switch (type) {
                    case "application/merge-patch+json" -> {
                        var patch = Json.parseObject(request.body());
                        yield storage.patch(target, live -> MergePatch.apply(live, patch), options);
                    }
                    case "application/json-patch+json" -> {
                        var patch = Json.parse(request.body());
                        yield storage.patch(target, live -> JsonPatch.apply(live, patch), options);
                    }
                    case "application/apply-patch+yaml" ->
                        storage.apply(target, yaml(request.body()), requireManager(request, options));
                    default -> throw ApiError.unsupportedPatch();
                });
    }

    private static WriteOptions requireManager(HttpRequest request, WriteOptions options) {
        if (request.parameter("fieldManager").isEmpty()) {
            throw ApiError.badRequest(
                    "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required"
                            + " for apply patch");
        }
        return options;
    }

    private Answer delete(HttpRequest request, Target target) {
        var left = storage.delete(target, DeleteOptions.of(request));
        return left.path("metadata").has("deletionTimestamp") ? new Answer(200, left) : success();
    }

    private Answer deleteAll(HttpRequest request, Target target) {
        var options = DeleteOptions.of(request);
        store.list(target.type(), target.namespace()).stream()
                .filter(Selectors.of(request))
                .map(Coordinates::of)
                .forEach(each -> storage.delete(new Target(target.type(), each.namespace(), each.name(), ""), options));
        return success();
    }

    private static ObjectNode yaml(String text) {
        return text.stripLeading().startsWith("{")
                ? Json.parseObject(text)
                : Json.parseObject(Serialization.asJson(Serialization.unmarshal(text, Map.class)));
    }

    private static Answer success() {
        var status = Json.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success");
        status.putObject("metadata");
        return new Answer(200, status);
    }
}
