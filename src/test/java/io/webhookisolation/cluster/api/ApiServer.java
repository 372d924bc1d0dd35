package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.cluster.http.HttpExchange;
import io.webhookisolation.cluster.http.HttpListener;
import io.webhookisolation.cluster.http.HttpRequest;
import io.webhookisolation.cluster.http.HttpResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The embedded API server: one request at a time, in the order in which they come. */
public final class ApiServer implements HttpListener.Service {

    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/";

    private final ReentrantLock lock = new ReentrantLock();
    private final ResourceTypes types = new ResourceTypes();
    private final ObjectStore store = new ObjectStore();
    private final Discovery discovery = new Discovery(types);
    private final AccessControl access = new AccessControl();
    private final Watches watches = new Watches(store, lock);
    private final ResourceStorage storage;
    private final Verbs verbs;

    /** The seed decides names and UIDs that the server makes. */
    public ApiServer(InstantSource clock, long seed) {
        this.storage = new ResourceStorage(store, types, clock, new Identities(seed));
        this.verbs = new Verbs(store, storage);
        store.listen(this::followDefinitions);
    }

    public AccessControl access() {
        return access;
    }

    public void admission(Admission admission) {
        storage.admission(admission);
    }

    /** Makes every watch that begins in the past start anew. */
    public void compact() {
        locked(() -> {
            store.compact();
            return true;
        });
    }

    /** Called for each change, in order; the caller must be quick and must not call back. */
    public void listen(Consumer<Change> listener) {
        store.listen(listener);
    }

    /** A request by a stand-in controller: as administrator. */
    public Answer local(HttpRequest request) {
        var target = Target.of(request.path(), types);
        try {
            return answer(request, target, AccessControl.ADMIN);
        } catch (ApiError error) {
            return new Answer(error.code(), error.toStatus());
        }
    }

    @Override
    public void serve(HttpExchange exchange) throws IOException {
        var request = exchange.request();
        var target = Target.of(request.path(), types);
        var user = user(request);
        try {
            if (target.isPresent() && target.get().verb(request).equals("watch")) {
                access.check(user, "watch", target.get());
                watches.serve(exchange, target.get());
            } else {
                send(exchange, answer(request, target, user));
            }
        } catch (ApiError error) {
            send(exchange, new Answer(error.code(), error.toStatus()));
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.answer(
                HttpResponse.of(answer.code(), "application/json", answer.body().toString()));
    }

    private Answer answer(HttpRequest request, Optional<Target> target, String user) {
        if (target.isPresent()) {
            access.check(user, target.get().verb(request), target.get());
            // A webhook server reads its Secret while the write that it is asked about holds the lock.
            return request.method().equals("GET") && !target.get().isList()
                    ? verbs.answer(request, target.get())
                    : locked(() -> verbs.answer(request, target.get()));
        }
        if (request.method().equals("POST") && request.path().startsWith(REVIEWS)) {
            access.checkReview(user, request.path().substring(REVIEWS.length()));
            return new Answer(201, review(user, Json.parseObject(request.body())));
        }
        return discovery
                .answer(request.path())
                .map(body -> new Answer(200, body))
                .orElseThrow(ApiError::noSuchPath);
    }

    private JsonNode review(String user, ObjectNode review) {
        return review.path("kind").asText().equals("SelfSubjectRulesReview")
                ? access.rules(user, review, types.all())
                : access.review(user, review);
    }

    private void followDefinitions(Change change) {
        if (change.type().kind().equals("CustomResourceDefinition")) {
            change.before().ifPresent(types::undefine);
            change.after().ifPresent(types::define);
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** The bearer token is the user's name. */
    private static String user(HttpRequest request) {
        return request.header("authorization")
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> value.substring("Bearer ".length()))
                .orElse("system:anonymous");
    }
}
