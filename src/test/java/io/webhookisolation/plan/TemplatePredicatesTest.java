package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSelector;
import io.webhookisolation.model.LabelSelector.Operator;
import io.webhookisolation.model.LabelSelector.Requirement;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.PodSelector;
import io.webhookisolation.model.PodSelectors;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.RestartOnChange;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.ServiceUsers;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.TemplateControl;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** T1 to T3, each with the one thing changed that it is about. */
class TemplatePredicatesTest {

    private static final LabelSet LABEL = Unlabelled.LABEL;

    private final Scene scene = Unlabelled.scene();

    private Crew lws() {
        return scene.crews.getFirst();
    }

    @Test
    void aTemplateThatAnOperatorWritesIsNotLabelled() {
        // given
        lws().controller = Optional.of(new OwnerReference("lws.io/v1", "LwsOperator", "main", "uid-main"));

        // then
        assertRefused(Predicate.T1, "LwsOperator/main may rewrite the template of Deployment/lws");
    }

    @Test
    void aTemplateWhoseManagerWritesItWholeIsNotLabelled() {
        // given
        lws().control = controlled(new SelectorManager(ManagerKind.OLM, "olm", "label olm.owner"));

        // then
        assertRefused(Predicate.T1, "olm (label olm.owner) may rewrite");
    }

    @Test
    void serverSideApplyLeavesATemplateLabelAloneAndIsNoObstacle() {
        // given
        lws().control = controlled(new SelectorManager(ManagerKind.FLUX_KUSTOMIZE, "kustomize-controller", "drawn"));

        // then
        assertThat(scene.servicePlan().steps()).singleElement().isInstanceOf(Step.LabelTemplate.class);
    }

    @Test
    void aLabelThatWasTakenAwayIsNotAddedAgain() {
        // given
        lws().revision("-0", Scene.SCAFFOLD.plus(LABEL), 0);

        // then
        assertRefused(Predicate.T1, "ReplicaSet/lws-0 shows");
    }

    @Test
    void aLabelThatOurRecordHasAndTheTemplateLacksIsNotAddedAgain() {
        // given
        lws().labelled(LABEL);
        lws().labels = Scene.SCAFFOLD;

        // then
        assertRefused(Predicate.T1, "somebody took");
    }

    @Test
    void onlyDeploymentsAreLabelled() {
        // given
        lws().kind = "StatefulSet";

        // then
        assertRefused(Predicate.T1, "StatefulSet/lws is no Deployment");
    }

    @Test
    void aRolloutThatMayCostAReadyPodIsNotStarted() {
        // given
        lws().control = Crew.control("its strategy is Recreate", "9443");

        // then
        assertRefused(Predicate.T2, "its strategy is Recreate");
    }

    @Test
    void aReadinessProbeOfAnotherPortProvesNothing() {
        // given
        lws().control = Crew.control("", "8081");

        // then
        assertRefused(Predicate.T2, "no readiness probe of Deployment/lws tests port 9443");
    }

    @Test
    void aReadinessProbeMayNameThePort() {
        // given
        lws().control = Crew.control("", "webhook");

        // then
        assertThat(scene.servicePlan().steps()).singleElement().isInstanceOf(Step.LabelTemplate.class);
    }

    @Test
    void aNetworkPolicyThatWouldBeginToMatchIsNamed() {
        // given
        read(new PodSelectors(
                List.of(new PodSelector("NetworkPolicy/deny", new LabelSelector(LABEL, List.of()))), List.of()));

        // then
        assertRefused(Predicate.T3, "NetworkPolicy/deny would begin or cease to match");
    }

    @Test
    void aBudgetThatWouldCeaseToMatchIsNamed() {
        // given
        var nameless = new Requirement("app.kubernetes.io/name", Operator.DOES_NOT_EXIST, List.of());
        read(new PodSelectors(
                List.of(new PodSelector(
                        "PodDisruptionBudget/rest", new LabelSelector(LabelSet.EMPTY, List.of(nameless)))),
                List.of()));

        // then
        assertRefused(Predicate.T3, "PodDisruptionBudget/rest");
    }

    @Test
    void whatCannotBeReadIsNamed() {
        // given
        read(new PodSelectors(
                List.of(), List.of(new Gap("NetworkPolicy", true, "may not list networkpolicies.networking.k8s.io"))));

        // then
        assertRefused(Predicate.T3, "may not list networkpolicies.networking.k8s.io");
    }

    @Test
    void whatIsNotReadYetIsAskedFor() {
        // given
        scene.users.put(Scene.WEBHOOK, new ServiceUsers(List.of(), List.of()));

        // then
        assertRefused(Predicate.T3, "is not read yet");
        assertThat(Planner.needsPodSelectors(scene.request())).isTrue();
        scene.users.clear();
        assertThat(Planner.needsUsers(scene.request())).containsExactly(Scene.WEBHOOK);
    }

    private void read(PodSelectors selectors) {
        scene.users.put(Scene.WEBHOOK, ServiceUsers.NONE.with(selectors));
    }

    private static TemplateControl controlled(SelectorManager manager) {
        return new TemplateControl(
                "17",
                manager,
                "",
                new TreeSet<>(List.of("9443")),
                new TreeSet<>(),
                RestartOnChange.NONE,
                true,
                Optional.empty(),
                false,
                false);
    }

    private void assertRefused(Predicate predicate, String words) {
        var plan = scene.servicePlan();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.state()).isEqualTo(SelectorState.SIMULATION_REJECTED);
        assertThat(plan.refusals()).anySatisfy(refusal -> {
            assertThat(refusal.predicate()).isEqualTo(predicate);
            assertThat(refusal.sentence()).contains(words);
        });
    }
}
