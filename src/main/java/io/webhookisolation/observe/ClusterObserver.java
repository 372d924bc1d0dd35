package io.webhookisolation.observe;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.convert.SnapshotAssembler;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceUsers;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.probe.ProbeHistory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Watches the cluster, one informer per kind, and gives Snapshots of single namespaces.
 *
 * <p>A Snapshot is complete or has Gaps, never silently partial. Restricted to some namespaces, it has one informer per
 * namespaced kind and namespace, so that permissions in these namespaces are enough. (One store must not be shared by
 * several informers: each removes what the others found.)
 */
public final class ClusterObserver implements AutoCloseable {

    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final ProbeHistory probes;
    private final List<Consumer<Set<String>>> listeners = new CopyOnWriteArrayList<>();
    private final List<KindWatch<?>> watches;

    /**
     * Makes it without starting it.
     *
     * @param namespaces empty for all
     */
    public ClusterObserver(KubernetesClient client, Set<String> namespaces, ProbeHistory probes, InstantSource clock) {
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
        this.probes = probes;
        this.watches = Kinds.all()
                .<KindWatch<?>>flatMap(kind -> places(kind).map(place -> watch(kind, place, clock)))
                .toList();
    }

    /**
     * Starts all informers and waits until they have read everything that they may.
     *
     * @return what could not be read in time, and why; it is tried again and again, and is a Gap until then
     */
    public List<Gap> start(Duration syncTimeout) {
        watches.forEach(watch -> watch.start(() -> tell(knownNamespaces())));
        var settled = watches.stream().map(KindWatch::settled).toArray(CompletableFuture<?>[]::new);
        // Whether all of them made it is asked below: a time-out needs no other treatment.
        CompletableFuture.allOf(settled)
                .completeOnTimeout(null, syncTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return gaps(watch -> true);
    }

    /**
     * Hears of the namespaces that a change touches, those of the old and of the new object; repeats are possible.
     * Called by the threads of the informers, so it must not block.
     */
    public void onChange(Consumer<Set<String>> namespaces) {
        listeners.add(namespaces);
    }

    /**
     * The Services, endpoints, Pods and workloads of this namespace, the call sites that name a Service there, existing
     * or not, and what the probes showed; from the caches, but for cert-manager's Certificates, which are read live.
     */
    public Snapshot snapshot(String namespace) {
        var world = new SnapshotAssembler();
        watches.stream()
                .filter(watch -> watch.covers(namespace))
                .flatMap(watch -> watch.objects().in(namespace).stream())
                .forEach(kept -> kept.addTo(world, namesServiceOf(namespace)));
        gaps(watch -> watch.covers(namespace)).forEach(world::gap);
        if (!namespaces.isEmpty() && !namespaces.contains(namespace)) {
            world.gap(new Gap("Namespace", false, "namespace " + namespace + " is not among those that are watched"));
        }
        if (isDefined(ForeignKind.CERTIFICATE)) {
            new Certificates(client).addTo(world, namespace);
        }
        return world.live(probes.of(namespace));
    }

    /**
     * The same namespace as it is now: its objects are listed anew, and with them who else uses these Services. Meant for
     * the moment before a write, which must rest neither on a cache that lags behind nor on a watch that died silently.
     * If not all of them can be listed, they stay as they were seen, and what is missing is a Gap, which forbids a write.
     *
     * @param snapshot of one namespace, which the Services are of
     */
    public Snapshot withUsers(Snapshot snapshot, Collection<ServiceReference> services) {
        var namespaces =
                services.stream().map(ServiceReference::namespace).collect(Collectors.toCollection(TreeSet::new));
        var fresh = refreshed(snapshot, namespaces);
        var others = otherUsers(namespaces);
        var users = new TreeMap<ServiceReference, ServiceUsers>();
        fresh.services().stream()
                .filter(service -> services.contains(service.reference()))
                .forEach(service -> users.put(service.reference(), others.of(service)));
        return fresh.withUsers(users);
    }

    /**
     * The same, with who else picks Pods of this namespace by their labels, read live; and, from the caches, whose affinity
     * looks at them from another namespace, as far as those are watched.
     */
    public Snapshot withPodSelectors(Snapshot snapshot, String namespace) {
        var places = namespaces.isEmpty() ? Set.of("") : namespaces;
        var pickers = new PodPickers(client, namespace);
        pickers.readBudgets();
        pickers.readNetworkPolicies(places);
        if (isDefined(ForeignKind.POD_MONITOR)) {
            pickers.readPodMonitors(places);
        }
        Kinds.NAMESPACED.stream()
                .flatMap(this::of)
                .flatMap(objects -> objects.reaching(namespace).stream())
                .forEach(pickers::consider);
        var users = new TreeMap<>(snapshot.users());
        users.replaceAll((service, read) -> read.with(pickers.found()));
        return snapshot.withUsers(users);
    }

    /** The same, with what these Secrets hold certificates for, read live; with Gaps where that could not be read. */
    public Snapshot withSecrets(Snapshot snapshot, String namespace, Collection<String> secrets) {
        return new MountedCertificates(client, namespace).addTo(snapshot, secrets);
    }

    /** Call sites of any kind that name a URL, which may lead to a Service as well; from the caches. */
    public List<CallSite> callSitesByUrl() {
        return watches.stream()
                .filter(watch -> !watch.kind().namespaced())
                .flatMap(watch -> watch.objects().reaching(Kept.EVERYWHERE).stream())
                .flatMap(kept -> kept.callSites().stream())
                .filter(callSite -> callSite.url().isPresent())
                .toList();
    }

    /** How many objects and probe results the caches have handed out so far: what all verdicts cost, in objects. */
    public long objectsRead() {
        return probes.read()
                + watches.stream().mapToLong(watch -> watch.objects().read()).sum();
    }

    /** How each informer does. */
    public List<InformerState> health() {
        return watches.stream().map(KindWatch::state).toList();
    }

    @Override
    public void close() {
        watches.forEach(KindWatch::close);
    }

    private Snapshot refreshed(Snapshot snapshot, Set<String> places) {
        var listing = new Lister(client).list(Kinds.NAMESPACED, places);
        var gaps = Stream.concat(snapshot.gaps().stream(), listing.gaps().stream())
                .distinct()
                .toList();
        if (!listing.gaps().isEmpty()) {
            return snapshot.withGaps(gaps);
        }
        var world = new SnapshotAssembler();
        listing.objects().forEach(kept -> kept.addTo(world, callSite -> true));
        snapshot.callSites().forEach(world::callSite);
        snapshot.certificates().forEach(world::certificate);
        gaps.forEach(world::gap);
        return world.live(snapshot.probes());
    }

    private OtherUsers otherUsers(Set<String> places) {
        var others = new OtherUsers(client, namespaces.isEmpty() ? Set.of("") : namespaces);
        places.forEach(others::readIngresses);
        if (isDefined(ForeignKind.HTTP_ROUTE)) {
            others.readRoutes();
        }
        if (isDefined(ForeignKind.SERVICE_MONITOR)) {
            others.readMonitors();
        }
        of(Kinds.SERVICES)
                .flatMap(objects -> places.stream().flatMap(place -> objects.reaching(place).stream()))
                .forEach(kept -> {
                    if (kept instanceof Kept.OfService(var alias)) {
                        others.consider(alias);
                    }
                });
        return others;
    }

    private boolean isDefined(ForeignKind kind) {
        return of(Kinds.DEFINITIONS).anyMatch(objects -> objects.contains(kind.resource()));
    }

    private Stream<KeptObjects<?>> of(Kind<?> kind) {
        return watches.stream().filter(watch -> watch.kind().equals(kind)).map(KindWatch::objects);
    }

    private List<Gap> gaps(Predicate<KindWatch<?>> which) {
        return watches.stream()
                .filter(which)
                .flatMap(watch -> watch.state().gap().stream())
                .sorted()
                .toList();
    }

    private KindWatch<?> watch(Kind<?> kind, String place, InstantSource clock) {
        return new KindWatch<>(kind, place, client, clock, this::tell);
    }

    private Stream<String> places(Kind<?> kind) {
        return kind.namespaced() && !namespaces.isEmpty() ? namespaces.stream().sorted() : Stream.of("");
    }

    private void tell(Set<String> touched) {
        if (!touched.isEmpty()) {
            listeners.forEach(listener -> listener.accept(touched));
        }
    }

    private Set<String> knownNamespaces() {
        return watches.stream()
                .flatMap(watch -> watch.objects().namespaces())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Predicate<CallSite> namesServiceOf(String namespace) {
        return callSite -> callSite.service()
                .filter(service -> service.namespace().equals(namespace))
                .isPresent();
    }
}
