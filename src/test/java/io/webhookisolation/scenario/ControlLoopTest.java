package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Namespace;
import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.cluster.proxy.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The control loop when things do not go well: faults, restarts, missing permissions, a namespace that goes. */
@OnControlPlane
class ControlLoopTest {

    private final FoundingNamespace world;

    ControlLoopTest(ControlPlane plane, TestNamespace namespace) {
        world = new FoundingNamespace(plane, namespace.name());
    }

    @Test
    void aRestartRepeatsNothing() {
        // given
        try (var first = world.startOperator()) {
            world.create(Mode.Enforce, OnDelete.Retain);
            world.untilCondition("Isolated", "True", "Isolated");
            world.untilEvents(FoundingNamespace.STORY);
            assertThat(first.metrics()).contains("\nwebhook_isolation_policy_condition");
        }
        var before = world.policy();
        var writes = writes().size();

        // when
        try (var second = world.startOperator()) {
            world.until(() -> second.metrics().contains("result=\"noop_skipped\""));
        }

        // then
        assertThat(world.policy()).isEqualTo(before);
        assertThat(writes()).hasSize(writes);
    }

    @Test
    void keysThatTheGuardTookBackStayAwayForAWhileEvenAfterARestart() {
        // given
        try (var first = world.startOperator()) {
            world.create(Mode.Enforce, OnDelete.Retain);
            world.untilCondition("Isolated", "True", "Isolated");

            // when
            world.scale(0);
            world.untilCondition("SelectorsApplied", "False", "RolledBack");
            assertThat(first.metrics()).contains("\nwebhook_isolation_selector_changes_total{action=\"restored\"} 1.0");
        }
        assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);
        world.scale(1);

        // then
        try (var second = world.startOperator()) {
            world.untilCondition("Isolated", "False", "EffectiveOverlap");
            assertThat(world.condition("SelectorsApplied"))
                    .map(Condition::getReason)
                    .contains("RolledBack");
            assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);

            // when
            world.time().advance(Duration.ofMinutes(5));
            world.untilCondition("Isolated", "True", "Isolated");

            // then
            assertThat(world.selector()).isEqualTo(FoundingNamespace.NARROW);
            assertThat(second.metrics())
                    .contains("\nwebhook_isolation_selector_changes_total{action=\"narrowed\"} 1.0");
        }
    }

    private static boolean patchesAService(Call call) {
        return call.verb().equals("patch") && call.resource().equals("services");
    }

    @Test
    void anEntryThatWasLeftInManagedFieldsIsRemovedLater() {
        // given
        var releases = (Predicate<Call>)
                call -> patchesAService(call) && call.contentType().contains("json-patch");
        proxy().faults().next(releases, Faults.internalError());

        // when
        try (var operator = world.startOperator()) {
            world.create(Mode.Enforce, OnDelete.Retain);
            world.until(
                    () -> operator.metrics()
                            .contains(
                                    "\nwebhook_isolation_writes_total{operation=\"release\",resource=\"services\",result=\"ok\"}"));
        }

        // then
        assertThat(world.selector()).isEqualTo(FoundingNamespace.NARROW);
        assertThat(world.service().getMetadata().getManagedFields())
                .noneMatch(entry -> entry.getManager().equals("webhook-isolation"));
    }

    @Test
    void aMissingPermissionStallsThePolicyUntilItIsGranted() {
        // given
        var access = world.account();

        try (var operator = world.startOperator()) {
            access.deny("patch", "", "services");

            // when
            world.create(Mode.Enforce, OnDelete.Retain);
            world.untilCondition("Stalled", "True", "Forbidden");

            // then
            assertThat(world.condition("Stalled").map(Condition::getMessage))
                    .hasValueSatisfying(message -> assertThat(message).contains("cannot patch services"));
            assertThat(world.condition("Ready")).map(Condition::getStatus).contains("True");
            assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);

            // when
            access.allow("patch", "", "services");
            world.untilCondition("Isolated", "True", "Isolated");

            // then
            assertThat(world.condition("Stalled")).isEmpty();
            assertThat(operator.metrics())
                    .contains("\nwebhook_isolation_selector_changes_total{action=\"narrowed\"} 1.0")
                    .doesNotContain("operation=\"narrow\",resource=\"services\",result=\"denied\"");
        }
    }

    @Test
    void aStatusThatCannotBeWrittenSendsNoEvents() {
        // given
        var access = world.account();
        access.deny("patch", "webhook-isolation.io", "webhookisolationpolicies/status");

        try (var operator = world.startOperator()) {
            // when
            world.create(Mode.Audit, OnDelete.Retain);
            world.until(() -> operator.metrics()
                    .contains("\nwebhook_isolation_writes_total{operation=\"apply\","
                            + "resource=\"webhookisolationpolicies/status\",result=\"denied\"}"));

            // then
            assertThat(world.events()).isEmpty();

            // when
            access.allow("patch", "webhook-isolation.io", "webhookisolationpolicies/status");
            // then
            world.untilEvents("OverlapDetected", "SuggestionUpdated");
        }
    }

    @Test
    void aNamespaceThatGoesTakesARevertingPolicyWithIt() {
        try (var operator = world.startOperator()) {
            // given
            world.create(Mode.Enforce, OnDelete.Revert);
            world.untilCondition("Isolated", "True", "Isolated");

            // when
            world.client().namespaces().withName(world.namespace()).delete();
            world.until(() -> world.policy().isEmpty());

            // then
            world.until(() -> namespaces().stream()
                    .noneMatch(namespace -> namespace.getMetadata().getName().equals(world.namespace())));
            world.until(() -> operator.metrics().lines().noneMatch(line -> line.contains("service=")));
        }
    }

    @Test
    void aChangeThatSaysNothingNewIsWrittenNowhere() {
        try (var operator = world.startOperator()) {
            // given
            world.create(Mode.Enforce, OnDelete.Retain);
            world.untilCondition("Isolated", "True", "Isolated");
            world.untilEvents(FoundingNamespace.STORY);
            var writes = writes().size();
            var skipped = skipped(operator);

            // when
            world.client()
                    .services()
                    .inNamespace(world.namespace())
                    .withName(FoundingNamespace.SERVICE)
                    .edit(service -> {
                        service.getMetadata().setLabels(Map.of("touched", "by-somebody"));
                        return service;
                    });
            world.until(() -> skipped(operator) > skipped);

            // then
            assertThat(writes()).hasSize(writes);
        }
    }

    private static double skipped(RunningOperator operator) {
        return operator.metrics()
                .lines()
                .filter(line -> line.contains("result=\"noop_skipped\""))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    private List<Namespace> namespaces() {
        return Objects.requireNonNull(world.client().namespaces().list().getItems());
    }

    /** The operator's own, so far. */
    private List<Call> writes() {
        return proxy().calls().stream().filter(Call::isWrite).toList();
    }

    private FaultProxy proxy() {
        return world.account().proxy();
    }
}
