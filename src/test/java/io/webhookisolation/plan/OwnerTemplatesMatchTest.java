package io.webhookisolation.plan;

import static io.webhookisolation.plan.Scene.SCAFFOLD;
import static io.webhookisolation.plan.Scene.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.model.OwnerReference;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnerTemplatesMatchTest {

    private final Scene scene = Scene.founding();

    @Test
    void refusesWhereAnOwnersTemplateLacksTheLabel() {
        scene.lws.labels = SCAFFOLD;

        assertThat(objection())
                .contains("Deployment/lws would not match"
                        + " app.kubernetes.io/name=lws,control-plane=controller-manager");
    }

    @Test
    void refusesWhereAnOlderRevisionWithReplicasLacksIt() {
        scene.lws.revision("-0", SCAFFOLD, 1);

        assertThat(objection().orElseThrow()).startsWith("ReplicaSet/lws-0 of Deployment/lws would not match");
    }

    @Test
    void aLabelInMatchLabelsNeedsNoHistory() {
        scene.lws.revision("-0", SCAFFOLD, 0);

        assertThat(objection()).isEmpty();
    }

    @Test
    void aTemplateLabelMustStandInTheWholeHistory() {
        scene.lws.matchLabels = SCAFFOLD;
        scene.lws.revision("-0", SCAFFOLD, 0);

        assertThat(objection())
                .contains("only the template of Deployment/lws has app.kubernetes.io/name=lws, not its immutable"
                        + " matchLabels, and a rollback to ReplicaSet/lws-0 would lose it");
    }

    @Test
    void aTemplateLabelThatStandsInTheWholeHistoryWillDo() {
        scene.lws.matchLabels = SCAFFOLD;
        scene.lws.revision("-0", named("lws"), 0);

        assertThat(objection()).isEmpty();
    }

    @Test
    void aTemplateLabelOfAnotherValueInMatchLabelsIsNoImmutableOne() {
        scene.lws.matchLabels = named("former");
        scene.lws.revision("-0", SCAFFOLD, 0);

        assertThat(objection().orElseThrow()).contains("a rollback to ReplicaSet/lws-0");
    }

    @Test
    void aTemplateThatAnOperatorOwnsMayBeRewritten() {
        scene.lws.matchLabels = SCAFFOLD;
        scene.lws.controller = Optional.of(new OwnerReference("lws.io/v1", "LwsOperator", "cluster", "u"));

        assertThat(objection().orElseThrow()).endsWith("and LwsOperator/cluster may rewrite the template");
    }

    @Test
    void aTemplateThatOlmOwnsMayBeRewritten() {
        scene.lws.matchLabels = SCAFFOLD;
        scene.lws.olmOwner = Optional.of("lws.v1.2.3");

        assertThat(objection().orElseThrow()).endsWith("lws.v1.2.3 may rewrite the template");
    }

    @Test
    void theHistoryOfAStatefulSetIsNotRead() {
        scene.lws.matchLabels = SCAFFOLD;
        scene.lws.kind = "StatefulSet";

        assertThat(objection().orElseThrow()).endsWith("its earlier revisions are not read");
    }

    @Test
    void aDeploymentWithoutReplicaSetsHasNoHistoryToTrust() {
        scene.lws.matchLabels = SCAFFOLD;
        scene.lws.revisions.clear();

        assertThat(objection().orElseThrow()).endsWith("none of its ReplicaSets was read");
    }

    private Optional<String> objection() {
        return new OwnerTemplatesMatch().objection(scene.proposal());
    }
}
