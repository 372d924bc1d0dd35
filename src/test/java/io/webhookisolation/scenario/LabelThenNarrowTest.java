package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.WorkloadLabels;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The owner's Pods carry no label of their own, so that its template needs one before the selector can be narrowed. */
@OnControlPlane
class LabelThenNarrowTest {

    private static final String NAME = "app.kubernetes.io/name";
    private static final String RECORD = "webhook-isolation.io/applied";
    private static final SelectorsSpec WHEN_NEEDED =
            new SelectorsSpec(Mode.Enforce, null, null, null, null, WorkloadLabels.WhenNeeded);

    private final FoundingNamespace world;

    LabelThenNarrowTest(ControlPlane plane, TestNamespace namespace) {
        world = FoundingNamespace.unlabelled(plane, namespace.name());
    }

    @Test
    void theTemplateIsLabelledRolledOutAndThenTheSelectorIsNarrowedWithNoCallFailingBecauseOfUs() {
        // given: a rollout of somebody else is under way
        rollOutWith("--not-ready-with=control-plane");
        world.account().proxy().faults().next(LabelThenNarrowTest::patchesADeployment, Faults.conflict());

        try (var operator = world.startOperator();
                var calls = SteadyCalls.through(world.lws())) {
            // when
            world.create(WHEN_NEEDED, OnDelete.Revert);
            world.until(this::isHeldUpByARollout);

            // then
            assertThat(templateLabels()).isEqualTo(FoundingNamespace.BROAD);

            // when
            rollOutWith("--verbose");
            world.until(this::isNarrow);
            world.untilCondition("Isolated", "True", "Isolated");

            // then
            assertThat(templateLabels()).isEqualTo(FoundingNamespace.NARROW);
            assertThat(world.deployment().getSpec().getSelector().getMatchLabels())
                    .isEqualTo(FoundingNamespace.BROAD);
            assertThat(world.lws().call(20).errors()).isEmpty();
            assertThat(calls.misrouted()).isNotEmpty();
            assertThat(operator.metrics())
                    .contains(
                            "\nwebhook_isolation_writes_total{operation=\"label\",resource=\"deployments\",result=\"ok\"} 1.0");
            world.until(() -> world.events().stream().map(Event::getReason).anyMatch("TemplateLabelled"::equals));
            world.until(() -> fieldManagers().noneMatch("webhook-isolation"::equals));

            // when
            world.client().resource(world.policy().orElseThrow()).delete();
            world.until(() -> world.policy().isEmpty());
            world.lws().awaitReady();

            // then
            assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);
            assertThat(templateLabels()).isEqualTo(FoundingNamespace.BROAD);
            assertThat(world.deployment().getMetadata().getAnnotations()).doesNotContainKey(RECORD);
            assertThat(calls.failedOtherwise()).allMatch(LabelThenNarrowTest::isTheCostOfARollout);
        }
    }

    @Test
    void withoutTheRightToLabelThePolicyIsStalledAndNothingIsTouched() {
        // given
        world.account().deny("patch", "apps", "deployments");

        try (var operator = world.startOperator()) {
            // when
            world.create(WHEN_NEEDED, OnDelete.Retain);
            world.untilCondition("Stalled", "True", "Forbidden");

            // then
            assertThat(world.condition("Stalled").orElseThrow().getMessage()).contains("may not patch deployments");
            assertThat(templateLabels()).isEqualTo(FoundingNamespace.BROAD);
            assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);
            assertThat(operator.metrics())
                    .contains("operation=\"label\",resource=\"deployments\",result=\"denied\"")
                    .doesNotContain("operation=\"narrow\"");
        }
    }

    @Test
    void withoutAllTheRightsToLabelThePolicyNamesEachAndGoesOnWhenTheyAreGranted() {
        // given
        world.account().deny("patch", "apps", "deployments");
        world.account().deny("list", "networking.k8s.io", "networkpolicies");
        world.account().deny("list", "policy", "poddisruptionbudgets");

        try (var operator = world.startOperator()) {
            // when
            world.create(WHEN_NEEDED, OnDelete.Retain);
            world.untilCondition("Stalled", "True", "Forbidden");

            // then
            assertThat(world.condition("Stalled").orElseThrow().getMessage())
                    .contains(
                            "cannot patch deployments.apps",
                            "cannot list networkpolicies.networking.k8s.io",
                            "cannot list poddisruptionbudgets.policy");
            assertThat(templateLabels()).isEqualTo(FoundingNamespace.BROAD);
            assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);
            assertThat(operator.metrics()).doesNotContain("operation=\"label\"").doesNotContain("operation=\"narrow\"");

            // when
            world.account().allow("list", "policy", "poddisruptionbudgets");
            world.account().allow("list", "networking.k8s.io", "networkpolicies");
            world.account().allow("patch", "apps", "deployments");
            world.until(this::isNarrow);

            // then
            world.until(() -> world.condition("Stalled").isEmpty());
        }
    }

    @Test
    void aRollbackGivesTheSelectorBackAndTheLabelIsNotAddedAgain() {
        try (var operator = world.startOperator()) {
            // given
            world.create(WHEN_NEEDED, OnDelete.Retain);
            world.until(this::isNarrow);

            // when: as kubectl rollout undo does
            world.client().resource(world.deployment()).edit(deployment -> {
                deployment.getMetadata().getAnnotations().remove(RECORD);
                deployment.getSpec().getTemplate().getMetadata().setLabels(FoundingNamespace.BROAD);
                return deployment;
            });
            world.until(() -> world.selector().equals(FoundingNamespace.BROAD));
            world.lws().awaitReady();
            world.time().advance(Duration.ofMinutes(6));
            world.until(() -> world.condition("SelectorsApplied")
                    .map(Condition::getMessage)
                    .filter(message -> message.contains("T1 TemplateKeepsLabels"))
                    .isPresent());

            // then
            assertThat(templateLabels()).isEqualTo(FoundingNamespace.BROAD);
            assertThat(operator.metrics())
                    .contains(
                            "\nwebhook_isolation_writes_total{operation=\"label\",resource=\"deployments\",result=\"ok\"} 1.0")
                    .contains("\nwebhook_isolation_selector_changes_total{action=\"restored\"} 1.0");
        }
    }

    @Test
    void aRolloutThatHangsIsNeverNarrowedOverAndUndoneWithThePolicy() {
        // given
        rollOutWith("--not-ready-with=" + NAME);
        world.lws().awaitReady();
        world.account()
                .proxy()
                .faults()
                .next(LabelThenNarrowTest::patchesADeployment, new Faults.Drop(Faults.When.AFTER_IT_IS_DONE));

        try (var operator = world.startOperator();
                var calls = SteadyCalls.through(world.lws())) {
            // when
            world.create(WHEN_NEEDED, OnDelete.Revert);
            world.untilCondition("SelectorsApplied", "False", "AwaitingRollout");
            world.until(this::isHeldUpByARollout);
            var made = calls.made().count();
            world.until(() -> readyPods() == 1 && calls.made().count() > made + 20);

            // then
            assertThat(templateLabels()).isEqualTo(FoundingNamespace.NARROW);
            assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);

            // when
            world.client().resource(world.policy().orElseThrow()).delete();
            world.until(() -> world.policy().isEmpty());

            // then
            assertThat(templateLabels()).isEqualTo(FoundingNamespace.BROAD);
            assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);
            world.lws().awaitReady();
            assertThat(calls.misrouted()).isNotEmpty();
            assertThat(calls.failedOtherwise()).allMatch(LabelThenNarrowTest::isTheCostOfARollout);
            assertThat(operator.metrics()).doesNotContain("operation=\"narrow\"");
        }
    }

    /** A Pod can stop before its endpoint goes, whoever rolls out. */
    private static boolean isTheCostOfARollout(String error) {
        return Stream.of("connect: no route to host", "connect: connection refused", "connection reset by peer", "EOF")
                .anyMatch(error::contains);
    }

    private boolean isHeldUpByARollout() {
        return world.condition("SelectorsApplied")
                .map(Condition::getMessage)
                .filter(message ->
                        message.contains("P9 NoRolloutInProgress: the rollout of Deployment/lws-controller-manager"))
                .isPresent();
    }

    private boolean isNarrow() {
        return world.selector().equals(FoundingNamespace.NARROW);
    }

    private Map<String, String> templateLabels() {
        return world.deployment().getSpec().getTemplate().getMetadata().getLabels();
    }

    private long readyPods() {
        return world.lws()
                .readyEndpoints()
                .filter(pod -> pod.startsWith(world.lws().component().deployment()))
                .count();
    }

    private Stream<String> fieldManagers() {
        return world.deployment().getMetadata().getManagedFields().stream().map(ManagedFieldsEntry::getManager);
    }

    private static boolean patchesADeployment(Call call) {
        return call.verb().equals("patch") && call.resource().equals("deployments.apps");
    }

    /** Whether or not the last rollout is over. */
    private void rollOutWith(String argument) {
        world.client().resource(world.deployment()).edit(deployment -> {
            deployment
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .setArgs(List.of("--port=" + ComponentManifests.PORT, argument));
            return deployment;
        });
    }
}
