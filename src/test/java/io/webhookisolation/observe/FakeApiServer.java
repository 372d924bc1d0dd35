package io.webhookisolation.observe;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** fabric8's CRUD server, which can also refuse requests, answer them in its own way, and tell what it was asked. */
final class FakeApiServer implements AutoCloseable {

    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final Map<String, Function<String, Optional<MockResponse>>> answers = new ConcurrentHashMap<>();
    private final KubernetesMockServer server;

    FakeApiServer() {
        Map<ServerRequest, Queue<ServerResponse>> expectations = new HashMap<>();
        server = new KubernetesMockServer(
                new Context(), new MockWebServer(), expectations, new Intercepting(expectations), false);
        server.init();
    }

    private final class Intercepting extends KubernetesMixedDispatcher {

        Intercepting(Map<ServerRequest, Queue<ServerResponse>> expectations) {
            super(expectations);
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            var path = String.valueOf(request.getPath());
            paths.add(path);
            return answers.values().stream()
                    .flatMap(answer -> answer.apply(path).stream())
                    .findFirst()
                    .orElseGet(() -> super.dispatch(request));
        }
    }

    /** A client that does not repeat failed requests, and renews failed watches soon. */
    KubernetesClient client() {
        var client = server.createClient();
        client.getConfiguration().setRequestRetryBackoffLimit(0);
        client.getConfiguration().setWatchReconnectInterval(20);
        return client;
    }

    /** Paths with query of all requests so far. */
    List<String> paths() {
        return paths;
    }

    /** Refuses all requests for this resource, as an API server does where a permission is missing. */
    void forbid(String verb, String plural) {
        answerAll(plural, forbidden(verb, plural));
    }

    void forbidWatches(String plural) {
        answerWatches(plural, forbidden("watch", plural));
    }

    /** No watch of this resource stands; lists are answered. */
    void cutWatches(String plural) {
        answerWatches(plural, status(503, "no watch today"));
    }

    private void answerWatches(String plural, MockResponse response) {
        answer(plural, path -> path.contains("watch=true") ? Optional.of(response) : Optional.empty());
    }

    private static MockResponse forbidden(String verb, String plural) {
        return status(
                403,
                plural + " is forbidden: User \"u\" cannot " + verb + " resource \"" + plural
                        + "\" in API group \"\" at the cluster scope");
    }

    void answerAll(String plural, MockResponse response) {
        answer(plural, path -> Optional.of(response));
    }

    void answer(String plural, Function<String, Optional<MockResponse>> answer) {
        answers.put(plural, path -> isOf(path, plural) ? answer.apply(path) : Optional.empty());
    }

    void relent(String plural) {
        answers.remove(plural);
    }

    /** As if the network or the API server were gone. */
    @Override
    public void close() {
        server.destroy();
    }

    static MockResponse status(int code, String message) {
        var status = new StatusBuilder()
                .withStatus("Failure")
                .withCode(code)
                .withMessage(message)
                .build();
        return json(status).setResponseCode(code);
    }

    static MockResponse json(Object body) {
        return new MockResponse()
                .setResponseCode(200)
                .setHeader("Content-Type", "application/json")
                .setBody(Serialization.asJson(body));
    }

    private static boolean isOf(String path, String plural) {
        return path.replaceFirst("\\?.*", "").endsWith("/" + plural);
    }
}
