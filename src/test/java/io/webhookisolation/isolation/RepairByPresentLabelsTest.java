package io.webhookisolation.isolation;

import static io.webhookisolation.isolation.Chosen.repair;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.RepairKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The smallest set of labels that the owners have and all others lack. */
class RepairByPresentLabelsTest {

    private static final String NAME = "app.kubernetes.io/name";
    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String COMPONENT = "app.kubernetes.io/component";

    @Test
    void aKeyThatTheOthersLackIsAdded() {
        var repair = repair(Given.manifests()
                .deployment("own", draft -> draft.matchLabel(NAME, "own"))
                .deployment("other"));

        assertThat(repair.kind()).isEqualTo(RepairKind.NARROW_SELECTOR);
        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
        assertThat(repair.templateLabels()).isEmpty();
        assertThat(repair.stability()).isEqualTo(1);
    }

    @Test
    void aValueThatAnyOtherSharesIsNotEnough() {
        var repair = repair(Given.manifests()
                .deployment("own", draft -> draft.label(NAME, "webhook").label(INSTANCE, "own"))
                .deployment("other-1", draft -> draft.label(NAME, "webhook"))
                .deployment("other-2", draft -> draft.label(NAME, "else")));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(INSTANCE, "own"));
    }

    @Test
    void twoLabelsAreAddedWhereNoneIsEnoughAloneAndNeverMore() {
        var repair = repair(Given.manifests()
                .deployment(
                        "own",
                        draft -> draft.label(NAME, "op").label(INSTANCE, "one").label(COMPONENT, "manager"))
                .deployment("other-1", draft -> draft.label(NAME, "op").label(COMPONENT, "manager"))
                .deployment("other-2", draft -> draft.label(INSTANCE, "one").label(COMPONENT, "manager")));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(Map.of(NAME, "op", INSTANCE, "one")));
    }

    @Test
    void threeLabelsAreTheMost() {
        var three = Given.manifests()
                .deployment(
                        "own", draft -> draft.label("a", "1").label("b", "1").label("c", "1"));
        var four = Given.manifests()
                .deployment(
                        "own",
                        draft -> draft.label("a", "1")
                                .label("b", "1")
                                .label("c", "1")
                                .label("d", "1"));
        for (var missing : List.of("a", "b", "c")) {
            three.deployment(
                    "other-" + missing,
                    draft -> draft.label("a", "1")
                            .label("b", "1")
                            .label("c", "1")
                            .without(missing));
        }
        for (var missing : List.of("a", "b", "c", "d")) {
            four.deployment(
                    "other-" + missing,
                    draft -> draft.label("a", "1")
                            .label("b", "1")
                            .label("c", "1")
                            .label("d", "1")
                            .without(missing));
        }

        assertThat(repair(three).addLabels().entries().keySet()).isEqualTo(Set.of("a", "b", "c"));
        assertThat(repair(four).kind()).isEqualTo(RepairKind.LABEL_THEN_NARROW);
    }

    @Test
    void everyOwnerKeepsItsPlace() {
        var repair = repair(Given.manifests()
                .deployment("own-blue", draft -> draft.label(NAME, "own").label("color", "blue"))
                .deployment("own-green", draft -> draft.label(NAME, "own").label("color", "green"))
                .deployment("other"));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
    }

    @Test
    void aLabelThatAnOldRevisionOrALivePodLacksIsNotUsed() {
        var oldRevision = Given.cluster()
                .deployment("own", draft -> draft.label(NAME, "own").label("app", "own"))
                .workload(
                        "ReplicaSet",
                        "own-1",
                        draft -> draft.label("app", "own").controlledBy("Deployment", "own"))
                .deployment("other");
        var livePod = Given.cluster()
                .deployment("own", draft -> draft.label(NAME, "own").label("app", "own"))
                .pod(
                        "own-x",
                        draft -> draft.label("control-plane", "controller-manager")
                                .label("app", "own")
                                .controlledBy("Deployment", "own"))
                .deployment("other");

        assertThat(repair(oldRevision).addLabels()).isEqualTo(LabelSet.of("app", "own"));
        assertThat(repair(livePod).addLabels()).isEqualTo(LabelSet.of("app", "own"));
    }

    @Test
    void aRevisionWithoutPodsAndAPodThatIsNotSelectedDoNotHinder() {
        var repair = repair(Given.cluster()
                .deployment("own", draft -> draft.label(NAME, "own"))
                .workload("ReplicaSet", "own-1", draft -> draft.replicas(0).controlledBy("Deployment", "own"))
                .pod("own-x", draft -> draft.label("other", "label").controlledBy("Deployment", "own"))
                .deployment("other"));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
    }

    @Test
    void aLabelOnPodsOnlyIsNeverUsed() {
        var repair = repair(Given.cluster()
                .deployment("own")
                .pod(
                        "own-x",
                        draft -> draft.label("control-plane", "controller-manager")
                                .label(NAME, "own")
                                .controlledBy("Deployment", "own"))
                .deployment("other"));

        assertThat(repair.kind()).isEqualTo(RepairKind.LABEL_THEN_NARROW);
        assertThat(repair.addLabels().value(NAME)).isEmpty();
    }

    @Test
    void everyTemplateAndPodOfTheOthersIsExcluded() {
        var repair = repair(Given.cluster()
                .deployment("own", draft -> draft.label(NAME, "own").label("app", "own"))
                .deployment("other")
                .pod(
                        "other-x",
                        draft -> draft.label("control-plane", "controller-manager")
                                .label(NAME, "own")
                                .controlledBy("Deployment", "other")));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of("app", "own"));
    }

    @Test
    void labelsOfOthersThatTheServiceDoesNotSelectDoNotMatter() {
        var repair = repair(Given.cluster()
                .deployment("own", draft -> draft.label(NAME, "own").label("app", "own"))
                .deployment("other")
                .pod("other-x", draft -> draft.label(NAME, "own").controlledBy("Deployment", "other")));

        assertThat(repair.addLabels()).isEqualTo(LabelSet.of(NAME, "own"));
    }
}
