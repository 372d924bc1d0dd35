package io.webhookisolation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.Refusal;
import io.webhookisolation.model.SelectorManager;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the manager of a Service means for a narrowing. */
class ManagedServiceTest {

    private final Scene scene = Scene.founding();

    @ParameterizedTest
    @EnumSource(
            value = ManagerKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "KUBECTL_CLIENT_SIDE", "ARGO_CD_CLIENT_SIDE", "HELM_3"})
    void aServiceWhoseManagerWouldUndoItIsLeftToHim(ManagerKind kind) {
        scene.manager = new SelectorManager(kind, "somebody", "a mark");

        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.MANAGED_ELSEWHERE);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.refusals())
                .containsExactly(new Refusal(
                        Predicate.MANAGER,
                        "somebody (a mark) " + kind.reaction()
                                + "; the policy narrows nevertheless with spec.selectors.managedObjects: Enforce"));
    }

    @ParameterizedTest
    @EnumSource(
            value = ManagerKind.class,
            names = {"NONE", "KUBECTL_CLIENT_SIDE", "ARGO_CD_CLIENT_SIDE", "HELM_3"})
    void aManagerThatKeepsAnAddedKeyIsNoReasonAgainstIt(ManagerKind kind) {
        scene.manager = new SelectorManager(kind, "somebody", "a mark");

        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.APPLIED);
        assertThat(plan.steps()).hasSize(1);
    }

    @Test
    void theRecordKeepsTheManagerThatWasThere() {
        scene.manager = new SelectorManager(ManagerKind.HELM_3, "helm", "managedFields: Update");

        assertThat(narrowing().record().formerManager()).isEqualTo("helm");
    }

    @ParameterizedTest
    @EnumSource(ManagerKind.class)
    void aPolicyThatSaysSoNarrowsWhateverTheManagerDoes(ManagerKind kind) {
        scene.policy = Policies.overriding();
        scene.manager = new SelectorManager(kind, "somebody", "a mark");

        var plan = scene.servicePlan();

        assertThat(plan.state()).isEqualTo(SelectorState.APPLIED);
        assertThat(plan.steps()).hasSize(1);
    }

    @Test
    void whatElseSpeaksAgainstIsSaidAfterTheManager() {
        scene.manager = new SelectorManager(ManagerKind.HELM_4, "helm", "a mark");
        scene.headless = true;
        scene.users.clear();

        assertThat(scene.servicePlan().refusals())
                .extracting(Refusal::predicate)
                .containsExactly(Predicate.MANAGER, Predicate.P8);
    }

    private Step.NarrowSelector narrowing() {
        return (Step.NarrowSelector) scene.servicePlan().steps().getFirst();
    }
}
