package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.LabelSelector;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Step;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who decides about a Service that several policies, one, or none select. */
class JurisdictionTest {

    private static final LabelSelector NOTHING = new LabelSelector(LabelSet.of("tier", "none"), java.util.List.of());

    private final Scene scene = Scene.founding();

    @Test
    void theYoungerPolicyNamesTheOlderAndDoesNothing() {
        scene.peers.add(older("zzz"));

        var plan = scene.servicePlan();

        assertThat(plan.conflictsWith()).contains("operators/zzz");
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.state()).isEqualTo(SelectorState.ALREADY_NARROW);
    }

    @Test
    void theOlderPolicyDecidesAsIfItWereAlone() {
        scene.peers.add(Policies.selecting("aaa", Scene.NOW, LabelSelector.EVERYTHING));

        var plan = scene.servicePlan();

        assertThat(plan.conflictsWith()).isEmpty();
        assertThat(plan.steps()).hasSize(1);
    }

    @Test
    void ofTwoPoliciesOfOneAgeTheAlphabeticallyFirstDecides() {
        scene.peers.add(Policies.selecting("aaa", scene.policy.created(), LabelSelector.EVERYTHING));

        assertThat(scene.servicePlan().conflictsWith()).contains("operators/aaa");
    }

    @Test
    void thePolicyItselfAmongItsPeersIsNoConflict() {
        scene.peers.add(scene.policy);

        assertThat(scene.servicePlan().conflictsWith()).isEmpty();
    }

    @Test
    void aSuspendedPolicyKeepsTheServicesThatItWon() {
        scene.peers.add(Policies.suspended(older("zzz")));

        assertThat(scene.servicePlan().conflictsWith()).contains("operators/zzz");
    }

    @Test
    void aPolicyThatIsBeingDeletedOrSelectsSomethingElseOrLivesElsewhereIsNoConflict() {
        scene.peers.add(Policies.deleted(older("deleting"), false));
        scene.peers.add(Policies.selecting("other", Scene.NOW.minus(Duration.ofDays(9)), NOTHING));
        scene.peers.add(inAnotherNamespace(older("zzz")));

        assertThat(scene.servicePlan().conflictsWith()).isEmpty();
        assertThat(scene.servicePlan().steps()).hasSize(1);
    }

    @Test
    void aServiceThatThePolicyDoesNotSelectHasNoEntry() {
        scene.policy = Policies.selecting("webhooks", Scene.NOW, NOTHING);

        assertThat(scene.plan().services()).isEmpty();
    }

    @Test
    void theLoserSeesTheStateThatTheWinnerLeft() {
        var narrowed = Scene.narrowed();
        narrowed.peers.add(older("zzz"));
        narrowed.lws.pods.clear();

        assertThat(narrowed.servicePlan().state()).isEqualTo(SelectorState.APPLIED);
        assertThat(narrowed.servicePlan().steps()).isEmpty();
    }

    @Test
    void thePolicyThatAskedForOurKeysLooksAfterThemThoughItSelectsTheServiceNoMore() {
        var narrowed = abandoned("operators/webhooks");
        narrowed.peers.add(Policies.selecting("older", Scene.NOW.minus(Duration.ofDays(9)), NOTHING));

        assertThat(narrowed.servicePlan().state()).isEqualTo(SelectorState.ROLLED_BACK);
        assertThat(narrowed.servicePlan().steps()).singleElement().isInstanceOf(Step.RestoreSelector.class);
    }

    @Test
    void theFirstPolicyOfTheNamespaceLooksAfterKeysWhosePolicyIsGone() {
        var narrowed = abandoned("operators/gone");

        assertThat(narrowed.servicePlan().steps()).singleElement().isInstanceOf(Step.RestoreSelector.class);

        narrowed.peers.add(Policies.selecting("older", Scene.NOW.minus(Duration.ofDays(9)), NOTHING));

        assertThat(narrowed.plan().services()).isEmpty();
    }

    @Test
    void whereAllIsWellTheCaretakerOnlyShowsTheState() {
        var narrowed = abandoned("operators/webhooks");
        narrowed.lws.pod("-a", Scene.named("lws"), true, false);

        assertThat(narrowed.servicePlan().state()).isEqualTo(SelectorState.APPLIED);
        assertThat(narrowed.servicePlan().steps()).isEmpty();
    }

    @Test
    void theCaretakerFinishesAWriteThatWasCutOff() {
        var founding = Scene.founding();
        founding.policy = Policies.selecting("webhooks", Scene.NOW, NOTHING);
        founding.ownFieldsEntry = true;

        assertThat(founding.servicePlan().steps()).singleElement().isInstanceOf(Step.ReleaseFields.class);
        assertThat(founding.servicePlan().verdict().reference()).isEqualTo(WEBHOOK);
    }

    /** A narrowed Service without owner Pods that the policy does not select. */
    private static Scene abandoned(String author) {
        var scene = Scene.narrowed();
        scene.policy = Policies.selecting("webhooks", Scene.NOW, NOTHING);
        scene.applied = Optional.of(new AppliedRecord(scene.add, "", Scene.NOW, author));
        scene.lws.pods.clear();
        return scene;
    }

    private static Policy older(String name) {
        return Policies.selecting(name, Scene.NOW.minus(Duration.ofDays(9)), LabelSelector.EVERYTHING);
    }

    private static Policy inAnotherNamespace(Policy policy) {
        return new Policy(
                "elsewhere",
                policy.name(),
                policy.created(),
                policy.mode(),
                policy.serviceSelector(),
                policy.minReadyEndpoints(),
                policy.narrowLatent(),
                policy.labelKeys(),
                policy.writesManaged(),
                policy.revertOnDelete(),
                policy.suspend(),
                policy.deleting());
    }
}
