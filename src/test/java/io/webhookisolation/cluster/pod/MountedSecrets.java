package io.webhookisolation.cluster.pod;

import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Secrets as the files of Pods show them. A Pod starts with what there is; a change reaches it at once, or after a time of
 * its own, as with kubelets, which take up to their sync period and their cache's age (Kubernetes documentation, "Mounted
 * Secrets are updated automatically").
 */
public final class MountedSecrets {

    /** No change reaches such a Pod; whoever wants it to serve something new has to start another. */
    public static final Duration NEVER = ChronoUnit.FOREVER.getDuration();

    private final BiFunction<String, String, Optional<Secret>> live;
    private final InstantSource clock;
    private final Map<String, List<Version>> versions = new ConcurrentHashMap<>();
    private final Map<String, Turns> delays = new ConcurrentHashMap<>();

    private record Version(Secret secret, Instant since) {

        boolean isNewerThan(Secret other) {
            return number(secret) > number(other);
        }

        private static long number(Secret secret) {
            return Long.parseLong(secret.getMetadata().getResourceVersion());
        }
    }

    private record Turns(List<Duration> delays, AtomicInteger started) {

        Duration next() {
            return delays.get(started.getAndIncrement() % delays.size());
        }
    }

    /**
     * Somebody has to say what changes.
     *
     * @param live reads by namespace and name what nobody has told yet
     */
    public MountedSecrets(BiFunction<String, String, Optional<Secret>> live, InstantSource clock) {
        this.live = live;
        this.clock = clock;
    }

    /** This is the newest; the versions of a Secret have to come in their order. */
    public void changed(Secret secret) {
        var metadata = secret.getMetadata();
        versions.computeIfAbsent(key(metadata.getNamespace(), metadata.getName()), key -> new CopyOnWriteArrayList<>())
                .add(new Version(secret, clock.instant()));
    }

    /** Pods that start from now on in this namespace see each change after these times, one Pod after the other in turn. */
    public void delay(String namespace, List<Duration> inTurn) {
        delays.put(namespace, new Turns(List.copyOf(inTurn), new AtomicInteger()));
    }

    boolean isThere(String namespace, String name) {
        return live.apply(namespace, name).isPresent();
    }

    /** The files of a Pod that starts now. */
    Supplier<Optional<Secret>> mount(String namespace, String name) {
        var turns = delays.get(namespace);
        return new Mount(namespace, name, turns == null ? Duration.ZERO : turns.next());
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    private final class Mount implements Supplier<Optional<Secret>> {

        private final String namespace;
        private final String name;
        private final Duration delay;
        private Optional<Secret> shown;

        Mount(String namespace, String name, Duration delay) {
            this.namespace = namespace;
            this.name = name;
            this.delay = delay;
            this.shown = told().findFirst().map(Version::secret);
        }

        @Override
        public synchronized Optional<Secret> get() {
            if (shown.isEmpty()) {
                shown = live.apply(namespace, name);
            }
            shown = shown.map(this::newest);
            return shown;
        }

        /** Newest first. */
        private Stream<Version> told() {
            return versions.getOrDefault(key(namespace, name), List.of()).reversed().stream();
        }

        /** Once it is deleted, the files stay. */
        private Secret newest(Secret present) {
            var now = clock.instant();
            return told().filter(
                            version -> Duration.between(version.since(), now).compareTo(delay) >= 0)
                    .findFirst()
                    .filter(version -> version.isNewerThan(present))
                    .map(Version::secret)
                    .orElse(present);
        }
    }
}
