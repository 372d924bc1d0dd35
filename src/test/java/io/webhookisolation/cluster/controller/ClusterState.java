package io.webhookisolation.cluster.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.webhookisolation.cluster.api.Answer;
import io.webhookisolation.cluster.api.ApiServer;
import io.webhookisolation.cluster.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The API server as controllers in this process use it: typed, at once, and always up to date. */
public final class ClusterState {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private final ApiServer server;

    public ClusterState(ApiServer server) {
        this.server = server;
    }

    public <T extends HasMetadata> Optional<T> get(Class<T> type, String namespace, String name) {
        var answer = call("GET", path(type, namespace) + "/" + name, Map.of(), "");
        return answer.code() == 200 ? Optional.of(typed(type, answer.body())) : Optional.empty();
    }

    /** All namespaces if {@code namespace} is empty. */
    public <T extends HasMetadata> List<T> list(Class<T> type, String namespace) {
        var answer = call("GET", path(type, namespace), Map.of(), "");
        return StreamSupport.stream(answer.body().path("items").spliterator(), false)
                .map(item -> typed(type, item))
                .toList();
    }

    public void create(HasMetadata object, String manager) {
        call("POST", path(object), manager(manager), JSON.asJson(object));
    }

    /** Writes {@code spec} and metadata; loses quietly against somebody else's newer write, whose event comes next. */
    public void update(HasMetadata object, String manager) {
        call("PUT", path(object) + "/" + object.getMetadata().getName(), manager(manager), JSON.asJson(object));
    }

    public void updateStatus(HasMetadata object, String manager) {
        var path = path(object) + "/" + object.getMetadata().getName() + "/status";
        call("PUT", path, manager(manager), JSON.asJson(object));
    }

    public void bind(String namespace, String pod, String node) {
        var body = "{\"target\":{\"kind\":\"Node\",\"name\":\"" + node + "\"}}";
        call("POST", "/api/v1/namespaces/" + namespace + "/pods/" + pod + "/binding", Map.of(), body);
    }

    /** Without a grace period, and only if it is still this very object. */
    public void delete(HasMetadata object) {
        var options = "{\"gracePeriodSeconds\":0,\"preconditions\":{\"uid\":\""
                + object.getMetadata().getUid() + "\"}}";
        call("DELETE", path(object) + "/" + object.getMetadata().getName(), Map.of(), options);
    }

    /** As a client would: a running Pod is marked first, and its Node's agent ends it. */
    public void deleteGracefully(HasMetadata object) {
        var options = "{\"preconditions\":{\"uid\":\"" + object.getMetadata().getUid() + "\"}}";
        call("DELETE", path(object) + "/" + object.getMetadata().getName(), Map.of(), options);
    }

    /** Any path, as JSON. */
    public JsonNode read(String path) {
        return call("GET", path, Map.of(), "").body();
    }

    public Answer call(String method, String path, Map<String, String> query, String body) {
        return server.local(HttpRequest.local(method, path, query, body));
    }

    private static Map<String, String> manager(String name) {
        return Map.of("fieldManager", name);
    }

    private static String path(HasMetadata object) {
        var namespace = object.getMetadata().getNamespace();
        return path(object.getClass(), namespace == null ? "" : namespace);
    }

    private static String path(Class<? extends HasMetadata> type, String namespace) {
        var apiVersion = HasMetadata.getApiVersion(type);
        var root = apiVersion.contains("/") ? "/apis/" + apiVersion : "/api/" + apiVersion;
        var scope = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
        return root + scope + "/" + HasMetadata.getPlural(type);
    }

    private static <T> T typed(Class<T> type, JsonNode json) {
        return JSON.convertValue(json, type);
    }
}
