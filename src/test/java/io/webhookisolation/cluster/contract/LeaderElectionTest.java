package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.ControlPlane;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Leadership by a Lease. */
@OnControlPlane
class LeaderElectionTest {

    private static final String LEASE = "webhook-isolation";

    private final KubernetesClient client;
    private final String namespace;
    private final Queue<String> leaders = new ConcurrentLinkedQueue<>();

    LeaderElectionTest(ControlPlane plane, TestNamespace namespace) {
        this.client = plane.client();
        this.namespace = namespace.name();
    }

    @Test
    void theFirstCandidateHoldsTheLeaseAndTheSecondWaits() {
        // given
        var first = elector("one").start();
        awaitLeader("one");

        // when
        var second = elector("two").start();

        // then
        await().during(Duration.ofMillis(300)).until(() -> holder().equals(Optional.of("one")));
        first.cancel(true);
        second.cancel(true);
    }

    /** The client leaves its name in a Lease that it releases, and only makes it end after a second. */
    @Test
    void aLeaseThatIsReleasedPassesOnLongBeforeItsTime() {
        // given
        var first = elector("one").start();
        awaitLeader("one");
        var second = elector("two").start();

        // when
        first.cancel(true);

        // then
        awaitLeader("two");
        assertThat(lease().orElseThrow().getSpec().getLeaseTransitions()).isEqualTo(1);
        second.cancel(true);
    }

    private LeaderElector elector(String identity) {
        var config = new LeaderElectionConfigBuilder()
                .withName(LEASE)
                .withLock(new LeaseLock(namespace, LEASE, identity))
                .withLeaseDuration(Duration.ofSeconds(30))
                .withRenewDeadline(Duration.ofSeconds(20))
                .withRetryPeriod(Duration.ofMillis(100))
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(new LeaderCallbacks(() -> leaders.add(identity), () -> {}, leader -> {}))
                .build();
        return client.leaderElector().withConfig(config).build();
    }

    /** Until it knows it itself: one that is stopped while its request is under way releases nothing. */
    private void awaitLeader(String identity) {
        await().untilAsserted(() -> assertThat(leaders).last().isEqualTo(identity));
        assertThat(holder()).contains(identity);
    }

    private Optional<String> holder() {
        return lease().map(found -> found.getSpec().getHolderIdentity());
    }

    private Optional<Lease> lease() {
        return Optional.ofNullable(client.resources(Lease.class)
                .inNamespace(namespace)
                .withName(LEASE)
                .get());
    }
}
