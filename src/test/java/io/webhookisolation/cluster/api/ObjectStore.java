package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * All objects, and the history of their changes.
 *
 * <p>Stored objects are never modified: whoever changes one stores a copy. {@link #get} may be called at any time; all
 * else is guarded by the API server.
 */
final class ObjectStore {

    /** How far back a watch may begin; older ones are answered with 410 Gone. */
    private static final int HISTORY = 10_000;

    private final Map<String, NavigableMap<String, NavigableMap<String, ObjectNode>>> objects =
            new ConcurrentHashMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private long revision;
    private long forgotten;

    Optional<ObjectNode> get(ResourceType type, String namespace, String name) {
        return Optional.ofNullable(namespaces(type).get(namespace)).map(names -> names.get(name));
    }

    /** In the order of namespace and name. */
    List<ObjectNode> list(ResourceType type, String namespace) {
        if (namespace.isEmpty()) {
            return namespaces(type).values().stream()
                    .flatMap(names -> names.values().stream())
                    .toList();
        }
        var names = namespaces(type).get(namespace);
        return names == null ? List.of() : List.copyOf(names.values());
    }

    /** As it was at that revision, in the same order; empty if the history does not reach back so far. */
    Optional<List<ObjectNode>> listAt(long moment, ResourceType type, String namespace) {
        return changesSince(moment).map(newer -> {
            var objects = new TreeMap<Coordinates, ObjectNode>();
            list(type, namespace).forEach(object -> objects.put(Coordinates.of(object), object));
            newer.reversed().stream()
                    .filter(change -> change.concerns(type, namespace))
                    .forEach(change -> undo(change, objects));
            return List.copyOf(objects.values());
        });
    }

    private static void undo(Change change, Map<Coordinates, ObjectNode> objects) {
        var key = Coordinates.of(change.newest());
        change.before().ifPresentOrElse(before -> objects.put(key, before), () -> objects.remove(key));
    }

    /** Creates or replaces, and stamps {@code metadata.resourceVersion} into the object, which is the store's from now on. */
    ObjectNode put(ResourceType type, ObjectNode object) {
        stamp(object);
        var key = Coordinates.of(object);
        var names = namespaces(type).computeIfAbsent(key.namespace(), any -> new ConcurrentSkipListMap<>());
        var before = names.put(key.name(), object);
        record(new Change(revision, type, Optional.ofNullable(before), Optional.of(object)));
        return object;
    }

    ObjectNode remove(ResourceType type, ObjectNode object) {
        var key = Coordinates.of(object);
        var last = object.deepCopy();
        stamp(last);
        var before =
                namespaces(type).getOrDefault(key.namespace(), new TreeMap<>()).remove(key.name());
        record(new Change(revision, type, Optional.ofNullable(before), Optional.empty()));
        return last;
    }

    long revision() {
        return revision;
    }

    /** Empty if the history does not reach back so far. */
    Optional<List<Change>> changesSince(long since) {
        if (since < forgotten) {
            return Optional.empty();
        }
        var newer = new ArrayList<Change>();
        for (var each = history.descendingIterator(); each.hasNext(); ) {
            var change = each.next();
            if (change.revision() <= since) {
                break;
            }
            newer.addFirst(change);
        }
        return Optional.of(newer);
    }

    /** Forgets all history, so that every watch that begins in the past is answered with 410 Gone. */
    void compact() {
        history.clear();
        forgotten = revision;
    }

    /** Called for each change, in order, by the thread that makes it: must be quick. */
    void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    void unlisten(Consumer<Change> listener) {
        listeners.remove(listener);
    }

    private void stamp(ObjectNode object) {
        revision++;
        Json.metadata(object).put("resourceVersion", Long.toString(revision));
    }

    private void record(Change change) {
        history.addLast(change);
        if (history.size() > HISTORY) {
            forgotten = history.removeFirst().revision();
        }
        listeners.forEach(listener -> listener.accept(change));
    }

    private NavigableMap<String, NavigableMap<String, ObjectNode>> namespaces(ResourceType type) {
        return objects.computeIfAbsent(type.group() + "/" + type.plural(), any -> new ConcurrentSkipListMap<>());
    }
}
