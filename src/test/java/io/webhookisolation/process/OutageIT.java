package io.webhookisolation.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.RealControlPlane;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** A control plane that goes away and comes back: the operator lives on, repairs what it finds, and writes nothing else. */
@OnRealPlane
@ExtendWith(OwnPlane.class)
@TestInstance(Lifecycle.PER_CLASS)
class OutageIT {

    private static final Duration WITHOUT_WATCHES = Duration.ofSeconds(Integer.getInteger("outage.seconds", 10));

    private final RealControlPlane plane;
    private final Replicas replicas;
    private Replica operator;
    private long pid;
    private int writesBefore;

    OutageIT(RealControlPlane plane) {
        this.plane = plane;
        this.replicas = new Replicas(plane, LeaseFlags.LONG);
    }

    @BeforeEach
    void keepOne() {
        replicas.keep(1);
        operator = replicas.leader();
        pid = operator.pid();
        writesBefore = operator.writesToServices().size();
    }

    @AfterEach
    void admitWatches() {
        operator.proxy().watches().admit();
    }

    @AfterAll
    void end() {
        replicas.close();
    }

    @Test
    void theApiServerIsRestarted() {
        // given
        var world = new SharedNamespace(plane, "api-server");

        // when
        plane.apiServer().restart();

        // then
        assertRepairs(world);
    }

    @Test
    void etcdIsRestarted() {
        // given
        var world = new SharedNamespace(plane, "etcd");

        // when
        plane.etcd().kill();
        plane.etcd().start();

        // then
        assertRepairs(world);
    }

    @Test
    void noWatchComesThroughForAWhile() {
        // given
        var world = new SharedNamespace(plane, "watches");

        // when
        operator.proxy().watches().refuse();
        await().during(WITHOUT_WATCHES).atMost(WITHOUT_WATCHES.multipliedBy(2)).until(this::isQuiet);
        operator.proxy().watches().admit();

        // then
        assertRepairs(world);
    }

    private boolean isQuiet() {
        return operator.isAlive() && operator.writesToServices().size() == writesBefore;
    }

    /** The same process; one selector and then its trace in managedFields, of one Service. */
    private void assertRepairs(SharedNamespace world) {
        var begin = System.nanoTime();
        world.create(Mode.Enforce);
        world.awaitRepair();
        System.out.printf(
                "%s: repaired %d ms after the outage%n",
                world.name(), Duration.ofNanos(System.nanoTime() - begin).toMillis());
        await().untilAsserted(() -> assertThat(operator.writesToServices()).hasSize(writesBefore + 2));
        assertThat(operator.writesToServices(world)).hasSize(2).allSatisfy(call -> {
            assertThat(call.name()).isEqualTo(SharedNamespace.SERVICE);
            assertThat(call.code()).isEqualTo(200);
        });
        assertThat(world.leftTheNeighbourAlone()).isTrue();
        assertThat(world.call(20).errors()).isEmpty();
        assertThat(operator.isAlive()).as(operator.log()).isTrue();
        assertThat(operator.pid()).isEqualTo(pid);
    }
}
