package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.reconcile.Ceiling;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldLeaseTest {

    private static final String NAMESPACE = "operators";
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 23, 0, 0, 0, 0, ZoneOffset.UTC);

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final KubernetesClient client = plane.clientAs("operator");

    /** Such clocks may start anywhere, and overflow. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private final AtomicReference<Optional<String>> hindrance = new AtomicReference<>(Optional.empty());
    private final HeldLease lease = new HeldLease(configuration(), hindrance::get, nanos::get);

    @BeforeEach
    void start() {
        plane.createNamespace(NAMESPACE);
    }

    @AfterEach
    void stop() {
        client.close();
        plane.close();
    }

    @Test
    void is_held_for_the_renew_deadline_after_each_renewal_and_no_longer() {
        assertThat(lease.isHeld()).isFalse();

        lease.create(client, heldBy("me"));
        pass(Duration.ofSeconds(9));
        assertThat(lease.isHeld()).isTrue();

        lease.get(client);
        lease.update(client, heldBy("me"));
        pass(Duration.ofSeconds(9));
        assertThat(lease.isHeld()).isTrue();

        pass(Duration.ofSeconds(1));
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void a_renewal_that_fails_prolongs_nothing() {
        lease.create(client, heldBy("me"));
        lease.get(client);
        plane.server().access().deny("patch", "coordination.k8s.io", "leases");
        pass(Duration.ofSeconds(9));

        assertThatThrownBy(() -> lease.update(client, heldBy("me"))).isInstanceOf(KubernetesClientException.class);

        assertThat(lease.isHeld()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void is_lost_the_moment_another_holder_is_seen() {
        lease.create(client, heldBy("me"));
        leases().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"holderIdentity\":\"other\"}}");
        assertThat(lease.isHeld()).isTrue();

        lease.get(client);

        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void is_not_counted_on_while_it_is_given_back_even_if_that_fails() {
        lease.create(client, heldBy("me"));
        lease.get(client);
        plane.server().access().deny("patch", "coordination.k8s.io", "leases");

        assertThatThrownBy(() -> lease.update(client, heldBy(""))).isInstanceOf(KubernetesClientException.class);

        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void is_not_even_asked_for_while_a_right_to_it_is_missing() {
        hindrance.set(Optional.of("cannot patch leases"));

        assertThatThrownBy(() -> lease.get(client)).hasMessageContaining("cannot patch leases");

        assertThat(plane.proxy("operator").calls())
                .noneMatch(call -> call.resource().startsWith("leases"));
    }

    @Test
    void is_kept_although_a_right_to_it_is_missing() {
        lease.create(client, heldBy("me"));
        hindrance.set(Optional.of("cannot create leases"));

        lease.get(client);
        lease.update(client, heldBy("me"));

        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void a_lease_without_content_is_there_to_be_taken() {
        plane.client()
                .resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(LeaderElection.LEASE)
                        .endMetadata()
                        .build())
                .create();

        lease.get(client);
        lease.update(client, heldBy("me"));

        assertThat(leases().get().getSpec().getHolderIdentity()).isEqualTo("me");
    }

    private void pass(Duration span) {
        nanos.addAndGet(span.toNanos());
    }

    private Resource<Lease> leases() {
        return plane.client().leases().inNamespace(NAMESPACE).withName(LeaderElection.LEASE);
    }

    private static LeaderElectionRecord heldBy(String holder) {
        return new LeaderElectionRecord(holder, Duration.ofSeconds(15), NOW, NOW, 0);
    }

    private static RunConfiguration configuration() {
        return new RunConfiguration(
                new TreeSet<>(),
                NAMESPACE,
                "me",
                Ceiling.NARROW,
                new Address("127.0.0.1", 0),
                new Address("127.0.0.1", 0),
                true,
                LeaseTimings.DEFAULT,
                Duration.ofSeconds(10));
    }
}
