package io.webhookisolation.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.webhookisolation.model.Gap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One informer: a kind in one namespace, or in all.
 *
 * <p>It never gives up: whatever the API server answers, it tries again, and until then its kind is a Gap. The rule:
 * <ul>
 *   <li>not synced yet, or not running: a Gap;
 *   <li>permission refused: a Gap at once, until the watch stands again;
 *   <li>the watch does not stand, and nothing came over it for {@link #STALLED}: a Gap. A shorter time is no news: fabric8
 *       renews each watch every 5 to 10 minutes.
 * </ul>
 * A connection that died without a word looks like a quiet one until that renewal, so no write rests on a watch alone:
 * {@link ClusterObserver#withUsers} reads the namespace anew.
 */
final class KindWatch<R extends HasMetadata> implements AutoCloseable {

    static final Duration STALLED = Duration.ofMinutes(2);

    private final Kind<R> kind;
    private final String namespace;
    private final InstantSource clock;
    private final Consumer<Set<String>> changed;
    private final KeptObjects<R> objects;
    private final SharedIndexInformer<R> informer;
    private final AtomicReference<Optional<ReadFailure>> failure = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Instant> lastAlive;
    private final CompletableFuture<Void> settled = new CompletableFuture<>();

    /**
     * Makes it without starting it.
     *
     * @param namespace empty for all
     */
    KindWatch(
            Kind<R> kind,
            String namespace,
            KubernetesClient client,
            InstantSource clock,
            Consumer<Set<String>> changed) {
        this.kind = kind;
        this.namespace = namespace;
        this.clock = clock;
        this.lastAlive = new AtomicReference<>(clock.instant());
        this.changed = changed;
        this.objects = new KeptObjects<>(kind, clock, this::tell);
        var resources = client.resources(kind.type());
        var scope = namespace.isEmpty() ? resources.inAnyNamespace() : resources.inNamespace(namespace);
        // With a limit the first list is read from etcd; without one the API server may answer from a stale cache.
        informer = scope.withLimit(kind.pageSize()).runnableInformer(0);
        informer.removeNamespaceIndex().itemStore(objects).exceptionHandler(this::tryAgain);
    }

    KeptObjects<R> objects() {
        return objects;
    }

    Kind<R> kind() {
        return kind;
    }

    /**
     * Reads everything and keeps watching; never gives up before {@link #close}.
     *
     * @param read called once, when everything was read and the watch stands
     */
    void start(Runnable read) {
        informer.start().thenRun(read).whenComplete((started, failed) -> settled.complete(null));
    }

    /** Completes when it has told that it read everything, or was refused: a missing permission is not worth waiting for. */
    CompletableFuture<Void> settled() {
        return settled;
    }

    boolean covers(String other) {
        return namespace.isEmpty() || namespace.equals(other);
    }

    InformerState state() {
        var watching = informer.isWatching();
        if (watching) {
            lastAlive.set(clock.instant());
            failure.set(Optional.empty());
        }
        return new InformerState(
                kind.name(),
                kind.resource(),
                namespace,
                informer.isRunning(),
                informer.hasSynced(),
                watching,
                objects.lastEvent(),
                gap(watching));
    }

    @Override
    public void close() {
        informer.stop();
    }

    /** The first list is no change: whoever starts the watch learns when it is complete. */
    private void tell(Set<String> touched) {
        if (informer.hasSynced()) {
            changed.accept(touched);
        }
    }

    private Optional<Gap> gap(boolean watching) {
        var failed = failure.get();
        if (!informer.isRunning()) {
            return incomplete("the watch of %s does not run");
        }
        if (failed.filter(ReadFailure::forbidden).isPresent() || (failed.isPresent() && !informer.hasSynced())) {
            return failed.map(reason -> reason.gap(attempted(), kind.name(), kind.resource(), namespace));
        }
        if (!informer.hasSynced()) {
            return incomplete("%s are not read yet");
        }
        return watching || !silentFor(STALLED) ? Optional.empty() : incomplete("the watch of %s is down");
    }

    /** A refused watch comes without the API server's words (the WebSocket's answer has no body). */
    private String attempted() {
        return informer.hasSynced() ? "watch" : "list";
    }

    private boolean silentFor(Duration span) {
        var since = clock.instant().minus(span);
        return lastAlive.get().isBefore(since)
                && objects.lastEvent().filter(event -> !event.isBefore(since)).isEmpty();
    }

    private Optional<Gap> incomplete(String sentence) {
        return Optional.of(new Gap(kind.name(), false, sentence.formatted(kind.resource() + where())));
    }

    private String where() {
        return namespace.isEmpty() ? "" : " in namespace " + namespace;
    }

    private boolean tryAgain(boolean started, Throwable thrown) {
        var reason = ReadFailure.of(thrown);
        failure.set(Optional.of(reason));
        if (reason.forbidden()) {
            settled.complete(null);
        }
        return true;
    }
}
