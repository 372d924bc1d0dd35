package io.webhookisolation.isolation;

import static io.webhookisolation.isolation.Chosen.repair;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.fixture.model.WorkloadDraft;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.RepairKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The label that the owners have to get first, where none that they have parts them from all others. */
class RepairByANewLabelTest {

    private static final String NAME = "app.kubernetes.io/name";
    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String COMPONENT = "app.kubernetes.io/component";

    @Test
    void theTemplateGetsTheFirstKeyThatItLacks() {
        var repair = repair(Given.manifests()
                .deployment("own-controller-manager", draft -> draft.label(NAME, "same"))
                .deployment("other", draft -> draft.label(NAME, "same")));

        assertThat(repair.kind()).isEqualTo(RepairKind.LABEL_THEN_NARROW);
        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(INSTANCE, "own"));
        assertThat(repair.templateLabels())
                .isEqualTo(Map.of("Deployment/own-controller-manager", LabelSet.of(INSTANCE, "own")));
        assertThat(repair.stability()).isEqualTo(2);
    }

    @Test
    void aLabelOfOursThatIsOnItsWayToThePodsIsChosenAgain() {
        var repair = repair(Given.cluster()
                .deployment("own", draft -> draft.labelledByUs(NAME, "own"))
                .pod(
                        "own-x",
                        draft -> draft.label("control-plane", "controller-manager")
                                .controlledBy("Deployment", "own"))
                .deployment("other"));

        assertThat(repair.kind()).isEqualTo(RepairKind.LABEL_THEN_NARROW);
        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
    }

    @Test
    void severalOwnersGetTheNameOfTheService() {
        var repair = repair(
                Given.manifests().deployment("own-blue").deployment("own-green").deployment("other"));

        assertThat(repair.templateLabels())
                .isEqualTo(Map.of(
                        "Deployment/own-blue", LabelSet.of(NAME, "gate"),
                        "Deployment/own-green", LabelSet.of(NAME, "gate")));
    }

    @Test
    void aValueThatAnotherWorkloadCarriesIsPassedOver() {
        var repair = repair(Given.manifests().deployment("own").deployment("other", draft -> draft.label(NAME, "own")));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "gate"));
    }

    @Test
    void aLabelThatAnotherServiceSelectsByIsPassedOver() {
        var repair = repair(Given.manifests()
                .deployment("own")
                .deployment("other")
                .service("metrics", draft -> draft.selects(NAME, "own")));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "gate"));
    }

    @Test
    void aServiceThatSelectsTheOwnerAlreadyDoesNotMatter() {
        var repair = repair(Given.manifests()
                .deployment("own", draft -> draft.label("app", "x"))
                .deployment("other", draft -> draft.label("app", "x"))
                .service("metrics", draft -> draft.selects("app", "x")));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
    }

    @Test
    void aKeyOfTheImmutableSelectorIsNeverChanged() {
        var repair = repair(Given.manifests()
                .deployment("own", draft -> draft.matchLabel(NAME, "x").without(NAME))
                .deployment("other"));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(INSTANCE, "own"));
    }

    @Test
    void aNameThatIsNoLabelValueIsPassedOver() {
        var longName = "own" + "x".repeat(61);

        var repair = repair(Given.manifests().deployment(longName).deployment("other"));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "gate"));
    }

    @Test
    void aNameThatLooksLikeAHashIsPassedOver() {
        var repair =
                repair(Given.manifests().deployment("own").deployment("other"), Policy.DEFAULT_LABEL_KEYS, "deadbeef");

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
    }

    @Test
    void whereEveryKeyIsTakenOnlyOtherNamespacesHelp() {
        var repair = repair(Given.manifests()
                .deployment("own", RepairByANewLabelTest::full)
                .deployment("other", RepairByANewLabelTest::full));

        assertThat(repair.kind()).isEqualTo(RepairKind.SEPARATE_NAMESPACES);
        assertThat(repair.addLabels()).isEqualTo(LabelSet.EMPTY);
        assertThat(repair.templateLabels()).isEmpty();
    }

    private static WorkloadDraft full(WorkloadDraft draft) {
        return draft.label(NAME, "x")
                .label(INSTANCE, "x")
                .label(COMPONENT, "x")
                .label("app.kubernetes.io/part-of", "x");
    }
}
