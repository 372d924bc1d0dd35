package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus.ContestStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus.SelectorStatus;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Somebody else takes our keys off again and again. */
@OnControlPlane
class ContestTest {

    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final FoundingNamespace world;
    private final Rival rival;

    ContestTest(ControlPlane plane, TestNamespace namespace) {
        world = new FoundingNamespace(plane, namespace.name());
        rival = new Rival(world);
    }

    @Test
    void aRivalThatForcesItsSelectorBackEveryTenMinutesIsLeftAloneUntilItStops() {
        try (var first = world.startOperator();
                var calls = SteadyCalls.through(world.lws())) {
            // given
            world.override();

            // when
            for (var revert = 0; revert < 3; revert++) {
                untilNarrowed();
                world.time().advance(Duration.ofMinutes(10));
                rival.applyForced("rival");
            }
            world.untilCondition("Contested", "True", "SelectorReverted");

            // then
            assertThat(contest()).hasValueSatisfying(contest -> {
                assertThat(contest.manager()).isEqualTo("rival");
                assertThat(contest.count()).isEqualTo(3);
                assertThat(contest.until()).isNotNull();
            });
            assertThat(world.condition("Contested").orElseThrow().getMessage())
                    .startsWith(FoundingNamespace.SERVICE + ": rival took our keys off");
            assertThat(calls.misrouted()).isNotEmpty();
            assertThat(calls.failedOtherwise()).isEmpty();
            assertThat(world.row().map(ServiceStatus::selector).map(SelectorStatus::suggested))
                    .contains(FoundingNamespace.NARROW);
            assertThat(world.condition("SelectorsApplied").map(Condition::getReason))
                    .contains("SelectorReverted");
            world.until(() -> first.metrics().contains("\nwebhook_isolation_contested{"));
            assertThat(first.metrics())
                    .contains("\nwebhook_isolation_reverts_total{manager=\"rival\",resource=\"services\"} 3.0");
        }
        var narrowings = narrowings();

        try (var second = world.startOperator()) {
            // when
            world.until(() -> second.metrics().contains(gauge("1.0")));

            // then
            assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);
            assertThat(narrowings()).isEqualTo(narrowings);

            // when
            world.time().advance(PAUSE);
            untilNarrowed();
            world.time().advance(PAUSE);
            world.until(() -> world.condition("Contested").isEmpty());

            // then
            assertThat(world.selector()).isEqualTo(FoundingNamespace.NARROW);
            assertThat(world.lws().call(20).failed()).isZero();
            world.until(() -> second.metrics().contains(gauge("0.0")));
        }
        assertThat(world.events())
                .filteredOn(event -> event.getReason().equals("ManagerConflict"))
                .singleElement()
                .extracting(Event::getNote)
                .asString()
                .contains("rival took our keys off its selector 3 times since ");
    }

    @Test
    void aRivalThatPutsTheWholeServiceBackIsLeftAloneUntilThePolicyAsksForSomethingElse() {
        try (var operator = world.startOperator()) {
            // given
            world.create(Mode.Enforce, OnDelete.Retain);

            // when
            var name = "";
            for (var revert = 0; revert < 3; revert++) {
                untilNarrowed();
                name = rival.put();
            }
            world.untilCondition("Contested", "True", "SelectorReverted");

            // then
            assertThat(contest().map(ContestStatus::manager)).contains(name);
            assertThat(operator.metrics())
                    .contains("\nwebhook_isolation_reverts_total{manager=\"" + name + "\",resource=\"services\"} 3.0");

            // when
            world.override();
            untilNarrowed();

            // then
            assertThat(contest()).isEmpty();
            assertThat(world.condition("Contested")).isEmpty();
        }
    }

    @Test
    void helmIsLeftAloneUnlessThePolicyOverridesItAndThenItsNextApplyRestoresItsSelector() {
        // given
        rival.install("helm");
        world.lws().awaitEndpoints(2);

        try (var operator = world.startOperator()) {
            // when
            world.create(Mode.Enforce, OnDelete.Retain);
            world.untilCondition("SelectorsApplied", "False", "ManagedElsewhere");

            // then
            assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);
            assertThat(world.row().map(ServiceStatus::blockedBy))
                    .hasValueSatisfying(why -> assertThat(why)
                            .startsWith("MANAGER ManagerKeepsKeys: helm (managedFields: Apply) restores its own"
                                    + " selector with the next upgrade"));

            // when
            world.override();
            untilNarrowed();

            // then
            assertThat(world.service().getMetadata().getManagedFields())
                    .extracting(ManagedFieldsEntry::getManager)
                    .doesNotContain("webhook-isolation");

            // when
            rival.apply("helm");

            // then
            world.until(() -> contest().filter(contest -> contest.count() == 1).isPresent());
            assertThat(contest().map(ContestStatus::manager)).contains("helm");
            untilNarrowed();
            assertThat(operator.metrics()).contains("\nwebhook_isolation_reverts_total{manager=\"helm\"");
        }
    }

    /** Both the Service and the status say so. */
    private void untilNarrowed() {
        world.until(() -> world.selector().equals(FoundingNamespace.NARROW)
                && world.condition("SelectorsApplied")
                        .map(Condition::getReason)
                        .filter("Applied"::equals)
                        .isPresent());
    }

    private Optional<ContestStatus> contest() {
        return world.row().map(ServiceStatus::contest);
    }

    private String gauge(String value) {
        return "\nwebhook_isolation_contested{manager=\"rival\",namespace=\"" + world.namespace() + "\",service=\""
                + FoundingNamespace.SERVICE + "\"} " + value;
    }

    private long narrowings() {
        return world.account().proxy().calls().stream()
                .filter(call -> call.verb().equals("patch") && call.resource().equals("services"))
                .count();
    }
}
