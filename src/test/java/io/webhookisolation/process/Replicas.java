package io.webhookisolation.process;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.Config;
import io.webhookisolation.cluster.real.RealControlPlane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The operator's Deployment: keeps so many replicas, one of which leads. */
final class Replicas implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final String LEASE = "webhook-isolation";

    private final RealControlPlane plane;
    private final Config api;
    private final LeaseFlags lease;
    private final List<Replica> alive = new ArrayList<>();
    private int started;

    Replicas(RealControlPlane plane, LeaseFlags lease) {
        this.plane = plane;
        this.lease = lease;
        this.api = plane.configuration(ShippedAccount.install(plane.client()));
    }

    /** Replaces those that ended; returns when all have warm caches and one leads. */
    void keep(int count) {
        alive.stream().filter(replica -> !replica.isAlive()).forEach(Replica::close);
        alive.removeIf(replica -> !replica.isAlive());
        while (alive.size() < count) {
            started++;
            alive.add(Replica.start(plane, "operator-" + started, api, lease));
        }
        await().atMost(PATIENCE)
                .failFast("a replica ended", () -> alive.stream().anyMatch(replica -> !replica.isAlive()))
                .until(() -> alive.stream().allMatch(Replica::hasStarted) && holder().isPresent());
    }

    Replica leader() {
        return holder().orElseThrow();
    }

    /** One that does not lead. */
    Replica standby() {
        var leader = leader();
        return alive.stream().filter(replica -> replica != leader).findFirst().orElseThrow();
    }

    /** Waits until this one leads, and returns after what time it did. */
    Duration untilLeads(Replica replica, long beginNanos) {
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> holder().filter(replica::equals).isPresent());
        return Duration.ofNanos(System.nanoTime() - beginNanos);
    }

    private Optional<Replica> holder() {
        return Optional.ofNullable(plane.client()
                        .leases()
                        .inNamespace(ShippedAccount.NAMESPACE)
                        .withName(LEASE)
                        .get())
                .map(found -> found.getSpec())
                .map(LeaseSpec::getHolderIdentity)
                .flatMap(identity -> alive.stream()
                        .filter(replica -> identity.startsWith(replica.name() + "_"))
                        .findFirst());
    }

    @Override
    public void close() {
        alive.forEach(Replica::close);
    }
}
