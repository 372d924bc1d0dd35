package io.webhookisolation.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.Faults.Hold;
import io.webhookisolation.cluster.proxy.Faults.When;
import io.webhookisolation.cluster.proxy.Gate;
import io.webhookisolation.cluster.real.OnRealPlane;
import io.webhookisolation.cluster.real.OwnPlane;
import io.webhookisolation.cluster.real.RealControlPlane;
import io.webhookisolation.scenario.OwnersServed;
import io.webhookisolation.scenario.SteadyCalls;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two replicas under their own ServiceAccount: one works, and whatever becomes of it, the other goes on. */
@OnRealPlane
@ExtendWith(OwnPlane.class)
@TestInstance(Lifecycle.PER_CLASS)
class LeadershipIT {

    /** As docs/reference/commands.md has it. */
    private static final int LEASE_LOST = 3;

    private static final int KILLED = 128 + 9;
    private static final Duration SLACK = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RealControlPlane plane;
    private final Replicas replicas;

    LeadershipIT(RealControlPlane plane) {
        this.plane = plane;
        this.replicas = new Replicas(plane, LeaseFlags.SHORT);
    }

    @BeforeEach
    void keepTwo() {
        replicas.keep(2);
    }

    @AfterAll
    void end() {
        replicas.close();
    }

    @Test
    void theLeaderRepairsTheFoundingCaseAndTheStandbyWritesNothing() {
        // given
        var leader = replicas.leader();
        var standby = replicas.standby();
        var world = new SharedNamespace(plane, "founding");
        assertThat(world.call(40).failed()).isPositive();

        // when
        world.create(Mode.Enforce);
        world.awaitRepair();

        // then
        assertThat(world.call(40).errors()).isEmpty();
        assertRepaired(leader, world);
        assertThat(standby.writes()).isEmpty();
    }

    @Test
    void theStandbyGoesOnAtOnceWhenTheLeaderStops() {
        // when
        var leader = replicas.leader();
        var next = replicas.standby();
        var world = new SharedNamespace(plane, "stopped");
        var begin = System.nanoTime();
        leader.signal("TERM");
        world.create(Mode.Enforce);
        var taken = replicas.untilLeads(next, begin);
        world.awaitRepair();
        tell("TERM", taken, begin);

        // then
        assertThat(leader.exitCode()).isZero();
        assertThat(taken).isLessThan(LeaseFlags.SHORT.duration());
        assertRepaired(next, world);
        assertThat(leader.writesToServices(world)).isEmpty();
    }

    /** One narrowing never arrives, the other is done and its answer never arrives. */
    @Test
    void theStandbyGoesOnAfterTheLeaseWhenTheLeaderIsKilledRightBeforeAWriteAndRightAfterAnother() {
        // given
        var leader = replicas.leader();
        var next = replicas.standby();
        var before = new SharedNamespace(plane, "killed-before");
        var after = new SharedNamespace(plane, "killed-after");
        holdFirstWrite(leader, before, When.BEFORE_IT_IS_DONE);
        holdFirstWrite(leader, after, When.AFTER_IT_IS_DONE);

        try (var servedBefore = OwnersServed.watch(plane.client(), before.lws(), 1);
                var servedAfter = OwnersServed.watch(plane.client(), after.lws(), 1);
                var calls = SteadyCalls.through(before.lws(), after.lws())) {
            before.create(Mode.Enforce);
            after.create(Mode.Enforce);
            after.awaitRepair();
            await().atMost(PATIENCE)
                    .until(() -> !leader.writesToServices(before).isEmpty());
            assertThat(before.isNarrowed()).isFalse();

            // when
            var begin = System.nanoTime();
            leader.signal("KILL");
            var code = leader.exitCode();
            leader.proxy().disconnect();
            var taken = replicas.untilLeads(next, begin);

            // then
            assertSettled(before);
            assertSettled(after);
            tell("KILL", taken, begin);
            assertThat(code).isEqualTo(KILLED);
            assertThat(taken).isLessThan(LeaseFlags.SHORT.duration().plus(SLACK));
            assertRepaired(next, before);
            assertThat(leader.writesToServices(before)).hasSize(1);
            assertThat(leader.writesToServices(after)).hasSize(1);
            assertThat(next.writesToServices(after)).isNotEmpty().allSatisfy(call -> {
                assertThat(call.code()).isEqualTo(200);
                assertThat(call.body()).doesNotContain("\"selector\"");
            });
            assertThat(servedBefore.falls()).isEmpty();
            assertThat(servedAfter.falls()).isEmpty();
            assertThat(calls.failedOtherwise()).isEmpty();
        }
    }

    /** What it sent before it fell asleep arrives after the other one's writes: to a Service, and to a status. */
    @Test
    void whatALeaderThatWasAsleepSentIsRefusedAndItEnds() {
        // given
        var stale = replicas.leader();
        var gate = Gate.closed();
        var faults = stale.proxy().faults();
        faults.next(call -> call.isWrite() && call.namespace().equals("told"), new Hold(When.BEFORE_IT_IS_DONE, gate));
        var told = new LonelyPolicy(plane, "told");
        await().until(() -> !told.statusesOf(stale).isEmpty());
        faults.next(Replica::concernsService, new Hold(When.BEFORE_IT_IS_DONE, gate));
        var world = new SharedNamespace(plane, "asleep");
        world.create(Mode.Enforce);
        await().atMost(PATIENCE).until(() -> !stale.writesToServices(world).isEmpty());

        // when
        var next = replicas.standby();
        var begin = System.nanoTime();
        stale.signal("STOP");
        var taken = replicas.untilLeads(next, begin);
        world.awaitRepair();
        tell("STOP", taken, begin);
        var after = told.awaitEvaluated();
        gate.open();
        await().until(() -> stale.writes().stream().allMatch(call -> call.code() != 0));
        stale.signal("CONT");
        var code = stale.exitCode();

        // then
        assertThat(code).as(stale.log()).isEqualTo(LEASE_LOST);
        assertThat(stale.writesToServices(world)).extracting(Call::code).containsExactly(409);
        assertThat(told.statusesOf(stale)).extracting(Call::code).containsExactly(409);
        assertThat(told.statusesOf(next)).extracting(Call::code).containsExactly(200);
        assertThat(told.get()).isEqualTo(after);
        assertRepaired(next, world);
    }

    private static void holdFirstWrite(Replica replica, SharedNamespace world, When when) {
        replica.proxy()
                .faults()
                .next(
                        call -> Replica.concernsService(call)
                                && call.namespace().equals(world.name()),
                        new Hold(when, Gate.closed()));
    }

    /** What every repair ends with, whatever happened on the way. */
    private static void assertSettled(SharedNamespace world) {
        world.awaitRepair();
        world.awaitCondition("Isolated", "Isolated");
        world.awaitCondition("SelectorsApplied", "Applied");
        await().untilAsserted(() -> assertThat(world.fieldManagers()).doesNotContain("webhook-isolation"));
    }

    /** Once: the selector, and then our trace in managedFields. */
    private static void assertRepaired(Replica writer, SharedNamespace world) {
        await().untilAsserted(() -> assertThat(writer.writesToServices(world))
                .hasSize(2)
                .allSatisfy(call -> {
                    assertThat(call.name()).isEqualTo(SharedNamespace.SERVICE);
                    assertThat(call.code()).isEqualTo(200);
                }));
        assertThat(world.leftTheNeighbourAlone()).isTrue();
    }

    private static void tell(String signal, Duration taken, long beginNanos) {
        System.out.printf(
                "after SIG%s the other led after %d ms and had repaired after %d ms (Lease %s)%n",
                signal,
                taken.toMillis(),
                Duration.ofNanos(System.nanoTime() - beginNanos).toMillis(),
                LeaseFlags.SHORT.duration());
    }
}
