package io.webhookisolation.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store of one informer, which keeps of each object what a Snapshot needs, in the form that it needs, and nothing
 * else.
 *
 * <p>The informer gets blank objects back that carry name and resourceVersion, all that it looks at. Here, where the old
 * and the new state are known, is also decided what counts as a change: a heartbeat, a status that nobody reads or a
 * relist leaves what we keep as it was, and nobody hears of it. Reads may run while the informer writes.
 */
final class KeptObjects<R extends HasMetadata> implements ItemStore<R> {

    private final Kind<R> kind;
    private final InstantSource clock;
    private final Consumer<Set<String>> changed;
    private final AtomicReference<Optional<Instant>> lastEvent = new AtomicReference<>(Optional.empty());
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Set<String>> keysByNamespace = new ConcurrentHashMap<>();

    /**
     * @param changed hears the namespaces that a change touches, of the old and of the new state; called by the
     *     informer's thread
     */
    KeptObjects(Kind<R> kind, InstantSource clock, Consumer<Set<String>> changed) {
        this.kind = kind;
        this.clock = clock;
        this.changed = changed;
    }

    private record Entry(String resourceVersion, Kept kept) {}

    List<Kept> in(String namespace) {
        return Stream.of(namespace, Kept.EVERYWHERE)
                .distinct()
                .flatMap(place -> keysByNamespace.getOrDefault(place, Set.of()).stream())
                .flatMap(key -> Stream.ofNullable(entries.get(key)))
                .map(Entry::kept)
                .toList();
    }

    Stream<Kept> everywhere() {
        return entries.values().stream().map(Entry::kept);
    }

    /** Whether there is an object of this key, for cluster-scoped kinds its name. */
    boolean contains(String key) {
        return entries.containsKey(key);
    }

    Stream<String> namespaces() {
        return keysByNamespace.keySet().stream();
    }

    /** When an object last came, changed or not. */
    Optional<Instant> lastEvent() {
        return lastEvent.get();
    }

    @Override
    public String getKey(R object) {
        return Cache.metaNamespaceKeyFunc(object);
    }

    @Override
    public @Nullable R put(String key, R object) {
        lastEvent.set(Optional.of(clock.instant()));
        var version = String.valueOf(object.getMetadata().getResourceVersion());
        var kept = kind.keep(object);
        var before = entries.get(key);
        if (before != null && before.kept.equals(kept)) {
            entries.put(key, new Entry(version, before.kept));
            return blank(key, before);
        }
        entries.put(key, new Entry(version, kept));
        kept.namespaces().forEach(namespace -> index(namespace, key));
        return replaced(key, before, kept.namespaces());
    }

    @Override
    public @Nullable R remove(String key) {
        lastEvent.set(Optional.of(clock.instant()));
        return replaced(key, entries.remove(key), Set.of());
    }

    @Override
    public @Nullable R get(String key) {
        var entry = entries.get(key);
        return entry == null ? null : blank(key, entry);
    }

    @Override
    public Stream<String> keySet() {
        return entries.keySet().stream();
    }

    @Override
    public Stream<R> values() {
        return entries.entrySet().stream().map(entry -> blank(entry.getKey(), entry.getValue()));
    }

    @Override
    public int size() {
        return entries.size();
    }

    /** Else the informer would hold every object of the first list back until the end, to tell handlers that we lack. */
    @Override
    public boolean isFullState() {
        return false;
    }

    private @Nullable R replaced(String key, @Nullable Entry before, Set<String> now) {
        var touched = new TreeSet<>(now);
        if (before != null) {
            before.kept.namespaces().stream()
                    .filter(namespace -> !now.contains(namespace))
                    .forEach(namespace -> unindex(namespace, key));
            touched.addAll(before.kept.namespaces());
        }
        touched.remove(Kept.EVERYWHERE);
        if (!touched.isEmpty()) {
            changed.accept(touched);
        }
        return before == null ? null : blank(key, before);
    }

    private void index(String namespace, String key) {
        keysByNamespace.compute(namespace, (place, keys) -> {
            var all = keys == null ? ConcurrentHashMap.<String>newKeySet() : keys;
            all.add(key);
            return all;
        });
    }

    private void unindex(String namespace, String key) {
        keysByNamespace.computeIfPresent(namespace, (place, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
        });
    }

    private R blank(String key, Entry entry) {
        var slash = key.indexOf('/');
        var object = kind.blank().get();
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace(slash < 0 ? null : key.substring(0, slash))
                .withName(key.substring(slash + 1))
                .withResourceVersion(entry.resourceVersion)
                .build());
        return object;
    }
}
