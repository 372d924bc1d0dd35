package io.webhookisolation.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Competes for the Lease, and hands it over at once when it is closed.
 *
 * <p>Not JOSDK's: that one never releases the Lease, so each upgrade would leave a cluster without a leader for as long
 * as the Lease lasts, and it ends the process from inside a callback, where a shutdown hook then waits for ever.
 */
final class LeaderElection implements AutoCloseable {

    static final String LEASE = "webhook-isolation";

    private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);

    private final AtomicBoolean closing = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LeaderElector elector;
    private final CompletableFuture<?> running;

    /** What follows from winning and losing; each is called at most once, and may take its time. */
    interface Candidate {
        void won();

        void lost();
    }

    private LeaderElection(
            KubernetesClient client, RunConfiguration configuration, HeldLease lease, Candidate candidate) {
        this.elector =
                new LeaderElector(impatient(client, configuration), config(configuration, lease, candidate), threads);
        this.running = elector.start();
    }

    static LeaderElection start(
            KubernetesClient client, RunConfiguration configuration, HeldLease lease, Candidate candidate) {
        return new LeaderElection(client, configuration, lease, candidate);
    }

    /** A renewal that is tried again and again inside one call would outlive the deadline that it must keep. */
    private static KubernetesClient impatient(KubernetesClient client, RunConfiguration configuration) {
        var half = configuration.lease().renewDeadline().dividedBy(2);
        var request = new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestTimeout(Math.toIntExact(half.toMillis()))
                .withRequestRetryBackoffLimit(0)
                .build();
        return client.newClient(request).adapt(KubernetesClient.class);
    }

    private LeaderElectionConfig config(RunConfiguration configuration, HeldLease lease, Candidate candidate) {
        var timings = configuration.lease();
        return new LeaderElectionConfig(
                lease,
                timings.duration(),
                timings.renewDeadline(),
                timings.retryPeriod(),
                callbacks(configuration, candidate),
                true,
                LEASE);
    }

    /** They are called by the thread that renews the Lease, so they hand over to another. */
    private LeaderCallbacks callbacks(RunConfiguration configuration, Candidate candidate) {
        var won = new AtomicBoolean();
        var lost = new AtomicBoolean();
        return new LeaderCallbacks(
                () -> {
                    if (!won.getAndSet(true)) {
                        threads.execute(candidate::won);
                    }
                },
                () -> {
                    if (!closing.get() && !lost.getAndSet(true)) {
                        threads.execute(candidate::lost);
                    }
                },
                leader -> LOG.atInfo()
                        .addKeyValue("leader", leader)
                        .addKeyValue("me", configuration.identity())
                        .log("the Lease has a holder"));
    }

    /** Stops competing; if this process leads, the Lease is free when this returns. */
    @Override
    public void close() {
        closing.set(true);
        running.cancel(true);
        threads.shutdown();
    }
}
