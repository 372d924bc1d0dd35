package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.WorkloadLabels;
import io.webhookisolation.apply.Finalizers;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever becomes of a write: the end state is the same, and at no moment has a Service fewer ready endpoints of its owner.
 *
 * <p>One life has all writes in it: the template is labelled, the selector narrowed, given back by the guard, narrowed
 * again, and all is reverted with the policy. The first write of each kind meets the mishap.
 */
@OnControlPlane
@TestInstance(Lifecycle.PER_CLASS)
class FaultsOnWritesTest {

    private static final String RECORD = "webhook-isolation.io/applied";
    private static final SelectorsSpec WHEN_NEEDED =
            new SelectorsSpec(Mode.Enforce, null, null, null, null, WorkloadLabels.WhenNeeded);
    private static final Write[] OF_A_REPAIR = {
        Write.FINALIZER, Write.STATUS, Write.EVENT, Write.LABEL, Write.TEMPLATE_RELEASE, Write.NARROW, Write.RELEASE
    };
    private static final Write[] OF_A_REVERT = {Write.RESTORE, Write.UNLABEL, Write.FINALIZER_REMOVAL};
    private static final int REPLICAS = 2;

    private final FaultTable table = new FaultTable();
    private final String plane = System.getProperty("plane", "embedded");

    /** On the real control plane those that reach it in a way of their own; what the proxy answers is the same for both. */
    Stream<Mishap> mishaps() {
        return Stream.of(Mishap.values()).filter(mishap -> plane.equals("embedded") || mishap.concernsTheServer());
    }

    @ParameterizedTest
    @MethodSource("mishaps")
    void theEndStateIsTheSameAndNoServiceLosesAReadyOwner(Mishap mishap, ControlPlane where, TestNamespace namespace) {
        // given
        var world = FoundingNamespace.unlabelled(where, namespace.name());
        world.scale(REPLICAS);
        try (var served = OwnersServed.watch(world.client(), world.lws(), REPLICAS);
                var neighbour = OwnersServed.watch(world.client(), world.kueue(), 1);
                var life = new FaultedLife(world, mishap, OF_A_REPAIR)) {
            // when
            world.create(WHEN_NEEDED, OnDelete.Revert);
            life.until(() -> templateLabels(world).equals(FoundingNamespace.NARROW));
            life.until(() -> isNarrow(world));
            life.until(() -> isToldOf(world));
            life.untilAllIsMet();

            // then
            untilIsolated(world, life);
            assertThat(timesTold(world)).isLessThanOrEqualTo(1).isGreaterThanOrEqualTo(mishap.kills() ? 0 : 1);
            assertThat(world.lws().call(20).errors()).isEmpty();

            // when
            life.arm(Write.RESTORE);
            scaleDownAndUp(world, life, served);
            world.time().advance(Duration.ofMinutes(6));

            // then
            untilIsolated(world, life);

            // when
            life.arm(OF_A_REVERT);
            world.client().resource(world.policy().orElseThrow()).delete();
            life.until(() -> world.policy().isEmpty());
            life.untilAllIsMet();

            // then
            assertReverted(world);
            assertThat(served.falls()).isEmpty();
            assertThat(neighbour.falls()).isEmpty();
            table.add(life.row(served.least()));
        }
    }

    @AfterAll
    void tell() {
        table.write(plane);
    }

    /** Has the guard give the selector back; what the owner does to its own endpoints meanwhile is its own affair. */
    private static void scaleDownAndUp(FoundingNamespace world, FaultedLife life, OwnersServed served) {
        served.pause();
        world.scale(0);
        life.until(() -> world.selector().equals(FoundingNamespace.BROAD) && served.now() == 0);
        life.untilAllIsMet();
        world.scale(REPLICAS);
        served.resume();
    }

    private static void untilIsolated(FoundingNamespace world, FaultedLife life) {
        life.until(() -> isNarrow(world)
                && world.condition("Isolated")
                        .filter(found -> found.getStatus().equals("True"))
                        .isPresent()
                && leavesNoTrace(world.service())
                && leavesNoTrace(world.deployment()));
        assertThat(templateLabels(world)).isEqualTo(FoundingNamespace.NARROW);
        assertThat(world.deployment().getSpec().getSelector().getMatchLabels()).isEqualTo(FoundingNamespace.BROAD);
        assertThat(world.policy().orElseThrow().getMetadata().getFinalizers()).contains(Finalizers.REVERT);
    }

    private static void assertReverted(FoundingNamespace world) {
        assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);
        assertThat(templateLabels(world)).isEqualTo(FoundingNamespace.BROAD);
        assertThat(Stream.of(world.service(), world.deployment()))
                .allMatch(FaultsOnWritesTest::leavesNoTrace)
                .noneMatch(object -> Objects.requireNonNullElse(
                                object.getMetadata().getAnnotations(), Map.<String, String>of())
                        .containsKey(RECORD));
    }

    private static boolean isNarrow(FoundingNamespace world) {
        return world.selector().equals(FoundingNamespace.NARROW);
    }

    private static boolean leavesNoTrace(HasMetadata object) {
        return object.getMetadata().getManagedFields().stream()
                .noneMatch(entry -> entry.getManager().equals("webhook-isolation"));
    }

    private static Map<String, String> templateLabels(FoundingNamespace world) {
        return world.deployment().getSpec().getTemplate().getMetadata().getLabels();
    }

    /** The last thing that an operator does, unless it was killed at it. */
    private static boolean isToldOf(FoundingNamespace world) {
        return world.condition("Isolated")
                .filter(found -> found.getStatus().equals("True"))
                .isPresent();
    }

    private static long timesTold(FoundingNamespace world) {
        return world.events().stream()
                .map(Event::getReason)
                .filter("SelectorNarrowed"::equals)
                .count();
    }
}
