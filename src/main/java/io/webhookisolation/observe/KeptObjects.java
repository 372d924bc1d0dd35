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
import java.util.concurrent.atomic.LongAdder;
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
    private final KeyIndex byNamespace = new KeyIndex();
    private final KeyIndex byReach = new KeyIndex();
    private final LongAdder read = new LongAdder();

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
        return read(Stream.of(namespace, Kept.EVERYWHERE).distinct().flatMap(byNamespace::keys));
    }

    /** Those that concern this namespace without belonging there, wherever they are. */
    List<Kept> reaching(String namespace) {
        return read(Stream.of(namespace, Kept.EVERYWHERE)
                .distinct()
                .flatMap(byReach::keys)
                .distinct());
    }

    /** How many objects were handed out so far. */
    long read() {
        return read.sum();
    }

    /** Whether there is an object of this key, for cluster-scoped kinds its name. */
    boolean contains(String key) {
        return entries.containsKey(key);
    }

    Stream<String> namespaces() {
        return byNamespace.places();
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
        kept.namespaces().forEach(namespace -> byNamespace.add(namespace, key));
        kept.reaches().forEach(namespace -> byReach.add(namespace, key));
        return replaced(key, before, Optional.of(kept));
    }

    @Override
    public @Nullable R remove(String key) {
        lastEvent.set(Optional.of(clock.instant()));
        return replaced(key, entries.remove(key), Optional.empty());
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

    private List<Kept> read(Stream<String> keys) {
        var found = keys.flatMap(key -> Stream.ofNullable(entries.get(key)))
                .map(Entry::kept)
                .toList();
        read.add(found.size());
        return found;
    }

    private @Nullable R replaced(String key, @Nullable Entry before, Optional<Kept> now) {
        var touched = new TreeSet<>(now.map(Kept::namespaces).orElse(Set.of()));
        if (before != null) {
            unindex(byNamespace, key, before.kept.namespaces(), touched);
            unindex(byReach, key, before.kept.reaches(), now.map(Kept::reaches).orElse(Set.of()));
            touched.addAll(before.kept.namespaces());
        }
        touched.remove(Kept.EVERYWHERE);
        if (!touched.isEmpty()) {
            changed.accept(touched);
        }
        return before == null ? null : blank(key, before);
    }

    private static void unindex(KeyIndex index, String key, Set<String> before, Set<String> now) {
        before.stream().filter(place -> !now.contains(place)).forEach(place -> index.remove(place, key));
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
