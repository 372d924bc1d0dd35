package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.cluster.http.HttpExchange;
import io.webhookisolation.cluster.http.HttpListener;
import io.webhookisolation.cluster.http.HttpRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The embedded API server: one request at a time, in the order in which they come. */
public final class ApiServer implements HttpListener.Service {

    private static final String JSON = "application/json";

    private final ReentrantLock lock = new ReentrantLock();
    private final ResourceTypes types = new ResourceTypes();
    private final ObjectStore store = new ObjectStore();
    private final Discovery discovery = new Discovery(types);
    private final AccessControl access = new AccessControl();
    private final Faults faults = new Faults();
    private final Watches watches = new Watches(store, lock);
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
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

    public Faults faults() {
        return faults;
    }

    public Watches watches() {
        return watches;
    }

    /** All requests by clients so far, in the order in which they were answered; the stand-in controllers are no clients. */
    public List<Call> calls() {
        return List.copyOf(calls);
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

    /** A request by a stand-in controller: as administrator, without faults, not listed. */
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
        var call = Calls.of(request, target, user);
        var fault = faults.of(call);
        if (fault.isPresent()
                && fault.get() instanceof Faults.Drop(var when)
                && when == Faults.When.BEFORE_IT_IS_DONE) {
            calls.add(call);
            exchange.drop();
            return;
        }
        if (call.verb().equals("watch") && fault.isEmpty() && target.isPresent()) {
            watch(exchange, target.get(), call);
            return;
        }
        var answer = answer(request, target, user, fault);
        if (fault.isPresent() && fault.get() instanceof Faults.Drop) {
            calls.add(call);
            exchange.drop();
            return;
        }
        calls.add(call.answered(answer.code()));
        exchange.answer(answer.code(), JSON, answer.body().toString());
    }

    private void watch(HttpExchange exchange, Target target, Call call) throws IOException {
        try {
            access.check(call.user(), "watch", target);
        } catch (ApiError error) {
            calls.add(call.answered(error.code()));
            exchange.answer(error.code(), JSON, error.toStatus().toString());
            return;
        }
        calls.add(call.answered(200));
        watches.serve(exchange, target);
    }

    private Answer answer(HttpRequest request, Optional<Target> target, String user, Optional<Faults.Fault> fault) {
        try {
            if (fault.isPresent() && fault.get() instanceof Faults.Answer(var code, var reason, var message)) {
                throw ApiError.of(code, reason, message);
            }
            return answer(request, target, user);
        } catch (ApiError error) {
            return new Answer(error.code(), error.toStatus());
        }
    }

    private Answer answer(HttpRequest request, Optional<Target> target, String user) {
        if (target.isPresent()) {
            access.check(user, Calls.verb(request, target.get()), target.get());
            // A webhook server reads its Secret while the write that it is asked about holds the lock.
            return request.method().equals("GET") && !target.get().isList()
                    ? verbs.answer(request, target.get())
                    : locked(() -> verbs.answer(request, target.get()));
        }
        var review = request.method().equals("POST") && request.path().startsWith("/apis/authorization.k8s.io/v1/");
        if (review) {
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
