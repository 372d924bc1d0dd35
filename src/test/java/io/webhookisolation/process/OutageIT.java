package io.webhookisolation.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.OwnPlane;
import io.webhookisolation.cluster.real.RealControlPlane;
import java.time.Duration;
import java.util.List;
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
    void theApiServerIsRestartedInTheMiddleOfTheWork() {
        // given
        var world = new SharedNamespace(plane, "api-server");
        world.create(Mode.Enforce);

        // when
        plane.apiServer().restart();

        // then
        assertRepairs(world);
    }

    @Test
    void etcdIsKilledAndRestartedInTheMiddleOfTheWork() {
        // given
        var world = new SharedNamespace(plane, "etcd");
        world.create(Mode.Enforce);

        // when
        plane.etcd().kill();
        plane.etcd().start();

        // then
        assertRepairs(world);
    }

    @Test
    void noWatchComesThroughForAWhileInWhichTheNamespaceAppears() {
        // given
        operator.proxy().watches().refuse();
        var world = new SharedNamespace(plane, "watches");
        world.create(Mode.Enforce);

        // when
        await().during(WITHOUT_WATCHES)
                .atMost(WITHOUT_WATCHES.multipliedBy(2))
                .until(() -> operator.isAlive() && operator.proxy().watches().count() == 0);
        operator.proxy().watches().admit();

        // then
        assertRepairs(world);
    }

    /** The same process; one Service, once its selector and once the trace in managedFields, whatever else was tried. */
    private void assertRepairs(SharedNamespace world) {
        var begin = System.nanoTime();
        world.awaitRepair();
        await().untilAsserted(() -> assertThat(done(world)).hasSize(2));
        tell(world, Duration.ofNanos(System.nanoTime() - begin));
        var tried = operator.writesToServices();
        assertThat(tried.subList(writesBefore, tried.size())).allSatisfy(call -> {
            assertThat(call.namespace()).isEqualTo(world.name());
            assertThat(call.name()).isEqualTo(SharedNamespace.SERVICE);
        });
        assertThat(world.leftTheNeighbourAlone()).isTrue();
        assertThat(world.call(20).errors()).isEmpty();
        assertThat(operator.isAlive()).as(operator.log()).isTrue();
        assertThat(operator.pid()).isEqualTo(pid);
    }

    private List<Call> done(SharedNamespace world) {
        return operator.writesToServices(world).stream()
                .filter(call -> call.code() == 200)
                .toList();
    }

    private void tell(SharedNamespace world, Duration took) {
        System.out.printf(
                "outage %s: repaired %d ms after its end; patches of the Service answered %s%n",
                world.name(),
                took.toMillis(),
                operator.writesToServices(world).stream().map(Call::code).toList());
    }
}
