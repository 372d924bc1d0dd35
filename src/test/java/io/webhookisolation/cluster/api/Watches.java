package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookisolation.cluster.http.HttpExchange;
import io.webhookisolation.cluster.http.HttpRequest;
import io.webhookisolation.cluster.http.MessageStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Streams changes to clients, from where they say, in order. */
final class Watches {

    private final ObjectStore store;
    private final Lock lock;

    Watches(ObjectStore store, Lock lock) {
        this.store = store;
        this.lock = lock;
    }

    /** Returns when the watch has ended. */
    void serve(HttpExchange exchange, Target target) throws IOException {
        var filter = new Filter(target, exchange.request());
        BlockingQueue<Optional<String>> events = new LinkedBlockingQueue<>();
        Consumer<Change> listener = change -> filter.event(change).ifPresent(event -> events.add(Optional.of(event)));
        lock.lock();
        try {
            for (var event : backlog(exchange.request(), filter)) {
                events.add(Optional.of(event));
            }
            store.listen(listener);
        } finally {
            lock.unlock();
        }
        try (var stream = exchange.stream("application/json")) {
            var pump = Thread.ofVirtual().name("watch").start(() -> pump(events, stream));
            stream.awaitEnd();
            events.add(Optional.empty());
            pump.interrupt();
        } finally {
            store.unlisten(listener);
        }
    }

    private List<String> backlog(HttpRequest request, Filter filter) {
        var since = request.parameter("resourceVersion").map(Long::valueOf).orElse(0L);
        if (since == 0) {
            var events = new ArrayList<String>();
            store.list(filter.target.type(), filter.target.namespace()).stream()
                    .filter(filter.selector)
                    .forEach(object -> events.add(Filter.event("ADDED", object)));
            return events;
        }
        return store.changesSince(since)
                .map(changes -> changes.stream()
                        .flatMap(change -> filter.event(change).stream())
                        .toList())
                .orElseGet(() -> List.of(Filter.event("ERROR", gone(since))));
    }

    private static ObjectNode gone(long since) {
        return ApiError.of(410, "Expired", "too old resource version: " + since).toStatus();
    }

    private void pump(BlockingQueue<Optional<String>> events, MessageStream stream) {
        try {
            for (var event = events.take(); event.isPresent(); event = events.take()) {
                stream.send(event.get());
            }
        } catch (InterruptedException | IOException ended) {
            // The client went away.
        }
    }

    /** What one client wants to hear of. */
    private static final class Filter {

        private final Target target;
        private final Predicate<JsonNode> selector;

        Filter(Target target, HttpRequest request) {
            this.target = target;
            this.selector = Selectors.of(request);
        }

        /** An object that begins or ceases to match is added or deleted, as far as this client can see. */
        Optional<String> event(Change change) {
            if (!change.concerns(target.type(), target.namespace())) {
                return Optional.empty();
            }
            var before = change.before().filter(selector);
            var after = change.after().filter(selector);
            if (after.isPresent()) {
                return Optional.of(event(before.isPresent() ? "MODIFIED" : "ADDED", after.get()));
            }
            return before.map(last -> event("DELETED", change.told()));
        }

        static String event(String type, ObjectNode object) {
            var event = Json.object().put("type", type);
            event.set("object", object);
            return event.toString();
        }
    }
}
