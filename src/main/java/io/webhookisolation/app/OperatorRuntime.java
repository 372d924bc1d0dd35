package io.webhookisolation.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.webhookisolation.model.Gap;
import io.webhookisolation.observe.ClusterObserver;
import io.webhookisolation.observe.InformerState;
import io.webhookisolation.probe.Dialer;
import io.webhookisolation.probe.ProbeHistory;
import io.webhookisolation.probe.ProbeLimits;
import io.webhookisolation.probe.ProbeRounds;
import io.webhookisolation.probe.Prober;
import io.webhookisolation.reconcile.NamespaceChanges;
import io.webhookisolation.reconcile.ReconcileModule;
import io.webhookisolation.reconcile.ReconcileSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole operator in one object: the same in a cluster, in the demo and in tests.
 *
 * <p>It observes from the start, so that a standby has warm caches; it decides and writes only while it leads.
 */
public final class OperatorRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorRuntime.class);

    /** What the process is about; decides what its health checks ask for. */
    private enum Phase {
        STARTING,
        SERVING,
        STOPPING
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final CloseInTurn parts;
    private final ClusterObserver observer;
    private final PermissionMonitor permissions;
    private final HeldLease lease;
    private final ControlLoop loop;
    private final HealthServer health;
    private final MetricsServer metrics;

    /** Connects the parts; the two servers listen, and nothing is read or written yet. */
    private OperatorRuntime(
            KubernetesClient client,
            Dialer dialer,
            RunConfiguration configuration,
            InstantSource clock,
            RuntimeTimings timings,
            CloseInTurn parts) {
        this.parts = parts;
        var changes = new NamespaceChanges();
        this.permissions = parts.own(
                "permission monitor",
                new PermissionMonitor(client, configuration, this::informers, changes::changedEverywhere));
        this.lease = new HeldLease(configuration, permissions::problemOfLease, System::nanoTime);
        var registry = parts.own("metrics", new MetricsRegistry()).registry();
        this.metrics = parts.own("metrics server", metricsServer(configuration.metricsAddress(), registry));
        this.health = parts.own("health server", healthServer(configuration.healthAddress()));
        new ClusterPrerequisites(client).require();
        var probes = new ProbeHistory();
        this.observer = parts.own("observer", new ClusterObserver(client, configuration.namespaces(), probes, clock));
        observer.onChange(changes::changed);
        var prober = parts.own("prober", new Prober(dialer, clock, ProbeLimits.DEFAULT));
        var rounds = parts.own(
                "probe rounds",
                new ProbeRounds(prober, probes, clock, namespace -> changes.changed(Set.of(namespace))));
        var settings = new ReconcileSettings(
                configuration.namespaces(),
                configuration.operatorNamespace(),
                configuration.ceiling(),
                permissions,
                mayWrite(configuration),
                timings.rotation(),
                configuration.identity());
        var module = new ReconcileModule(client, observer, rounds, changes, registry, clock, settings);
        this.loop = new ControlLoop(
                client,
                registry,
                module,
                timings.firstPolicies(),
                configuration.stopTimeout().dividedBy(2),
                this::fail);
    }

    /**
     * Starts everything; returns when the cluster was read once, or could not be for a minute.
     *
     * @param client stays open
     * @throws InvalidConfigurationException if it cannot work here; nothing is left running then
     */
    public static OperatorRuntime start(
            KubernetesClient client, Dialer dialer, RunConfiguration configuration, InstantSource clock) {
        return start(client, dialer, configuration, clock, RuntimeTimings.DEFAULT);
    }

    /** The same, with waits that a test cuts short. */
    public static OperatorRuntime start(
            KubernetesClient client,
            Dialer dialer,
            RunConfiguration configuration,
            InstantSource clock,
            RuntimeTimings timings) {
        var parts = new CloseInTurn();
        try {
            var runtime = new OperatorRuntime(client, dialer, configuration, clock, timings, parts);
            runtime.begin(client, configuration, timings);
            return runtime;
        } catch (RuntimeException | Error e) {
            parts.close();
            throw e;
        }
    }

    private BooleanSupplier mayWrite(RunConfiguration configuration) {
        return configuration.leaderElect() ? lease::isHeld : configuration.ceiling()::writes;
    }

    private void begin(KubernetesClient client, RunConfiguration configuration, RuntimeTimings timings) {
        permissions.start(timings.look());
        observer.start(timings.firstRead());
        phase.set(Phase.SERVING);
        if (configuration.leaderElect()) {
            parts.own("leader election", LeaderElection.start(client, configuration, lease, new Candidacy()));
            parts.own("control loop", loop);
        } else {
            parts.own("control loop", loop).start();
        }
    }

    /** Completes with an exit code when the operator ends: by itself, or by {@link #close} with 0. */
    public CompletableFuture<Integer> ended() {
        return ended;
    }

    /** Where {@code /livez} and {@code /readyz} are served. */
    public InetSocketAddress healthAddress() {
        return health.address();
    }

    /** Where {@code /metrics} is served. */
    public InetSocketAddress metricsAddress() {
        return metrics.address();
    }

    /** Ends all parts: the control loop first, then the Lease, so that nobody leads beside what we still write. */
    @Override
    public void close() {
        phase.set(Phase.STOPPING);
        parts.close();
        ended.complete(ExitCode.OK);
    }

    /** What follows from winning and losing the Lease. */
    private final class Candidacy implements LeaderElection.Candidate {

        @Override
        public void won() {
            try {
                loop.start();
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }

        /** Another may lead from now on, and the surest way to write no more is to be no more. */
        @Override
        public void lost() {
            LOG.atError().log("the Lease is lost");
            ended.complete(ExitCode.LEASE_LOST);
            loop.close();
        }
    }

    private void fail(Throwable cause) {
        LOG.atError().setCause(cause).log("the control loop failed");
        ended.complete(ExitCode.FAILED);
    }

    private HealthServer healthServer(Address address) {
        try {
            return HealthServer.open(
                    address,
                    List.of(HealthCheck.PING, new HealthCheck("informers", this::stoppedInformer)),
                    List.of(
                            HealthCheck.PING,
                            new HealthCheck("informers", this::gap),
                            new HealthCheck("permissions", permissions::problem),
                            new HealthCheck("shutdown", this::shutdown)));
        } catch (IOException e) {
            throw cannotListen("--health-address", address, e);
        }
    }

    private static MetricsServer metricsServer(Address address, PrometheusMeterRegistry registry) {
        try {
            return MetricsServer.open(address, registry);
        } catch (IOException e) {
            throw cannotListen("--metrics-address", address, e);
        }
    }

    private static InvalidConfigurationException cannotListen(String flag, Address address, IOException cause) {
        return new InvalidConfigurationException(
                flag + " says " + address + ", where nothing can listen: " + cause.getMessage() + ".");
    }

    /** An informer that lost its watch comes back by itself; one that has stopped never does. */
    private Optional<String> stoppedInformer() {
        return phase.get() != Phase.SERVING
                ? Optional.empty()
                : observer.health().stream()
                        .filter(informer -> !informer.running())
                        .map(InformerState::name)
                        .map(name -> "the informer of " + name + " has stopped")
                        .findFirst();
    }

    private Optional<String> gap() {
        return phase.get() == Phase.STARTING
                ? Optional.of("nothing is read yet")
                : observer.health().stream()
                        .flatMap(informer -> informer.gap().stream())
                        .map(Gap::detail)
                        .findFirst();
    }

    /** At the start and at the end much is unread, and only a missing permission is worth a word. */
    private List<InformerState> informers() {
        var serving = phase.get() == Phase.SERVING;
        return observer.health().stream()
                .filter(informer ->
                        serving || informer.gap().filter(Gap::forbidden).isPresent())
                .toList();
    }

    private Optional<String> shutdown() {
        return phase.get() == Phase.STOPPING ? Optional.of("the process ends") : Optional.empty();
    }
}
