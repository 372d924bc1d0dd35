package io.webhookisolation.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.fixture.model.Given;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.model.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitsTest {

    @Test
    void aDeploymentHoldsItsReplicaSetsAndTheirPods() {
        var snapshot = Given.cluster()
                .deployment("op", draft -> draft.matchLabel("app", "op"))
                .workload("ReplicaSet", "op-1", draft -> draft.replicas(0).controlledBy("Deployment", "op"))
                .workload("ReplicaSet", "op-2", draft -> draft.replicas(1).controlledBy("Deployment", "op"))
                .pod("op-2-x", draft -> draft.controlledBy("ReplicaSet", "op-2"))
                .snapshot();

        var unit = only(snapshot);

        assertThat(unit.key().kindAndName()).isEqualTo("Deployment/op");
        assertThat(unit.matchLabels()).isEqualTo(LabelSet.of("app", "op"));
        assertThat(unit.revisions())
                .extracting(revision -> revision.key().name())
                .containsExactly("op-1", "op-2");
        assertThat(names(unit.pods())).containsExactly("op-2-x");
    }

    @Test
    void aCronJobHoldsItsJobsAndTheirPods() {
        var snapshot = Given.cluster()
                .workload("CronJob", "nightly", draft -> draft.replicas(0))
                .workload("Job", "nightly-1", draft -> draft.controlledBy("CronJob", "nightly"))
                .pod("nightly-1-x", draft -> draft.controlledBy("Job", "nightly-1"))
                .snapshot();

        assertThat(only(snapshot).key().kindAndName()).isEqualTo("CronJob/nightly");
        assertThat(names(only(snapshot).pods())).containsExactly("nightly-1-x");
    }

    @Test
    void aCustomResourceIsKnownByTheReplicaSetsThatNameItAndLooksLikeTheOneThatWantsPods() {
        var snapshot = Given.cluster()
                .workload(
                        "ReplicaSet",
                        "canary-1",
                        draft -> draft.label("rev", "1").replicas(2).controlledBy("Rollout", "canary"))
                .workload(
                        "ReplicaSet",
                        "canary-2",
                        draft -> draft.label("rev", "2").replicas(1).controlledBy("Rollout", "canary"))
                .workload(
                        "ReplicaSet",
                        "canary-3",
                        draft -> draft.label("rev", "3").replicas(0).controlledBy("Rollout", "canary"))
                .pod("canary-1-x", draft -> draft.controlledBy("ReplicaSet", "canary-1"))
                .snapshot();

        var unit = only(snapshot);

        assertThat(unit.key()).isEqualTo(ObjectKey.live("apps/v1", "Rollout", "ns", "canary"));
        assertThat(unit.template().labels().has("rev", "2")).isTrue();
        assertThat(unit.desiredPods()).isEqualTo(3);
        assertThat(unit.rollout()).isEqualTo(Rollout.open("2 of its revisions want Pods"));
        assertThat(names(unit.pods())).containsExactly("canary-1-x");
    }

    @Test
    void aCustomResourceThatWantsNoPodsLooksLikeItsLastReplicaSet() {
        var snapshot = Given.cluster()
                .workload(
                        "ReplicaSet",
                        "canary-1",
                        draft -> draft.label("rev", "1").replicas(0).controlledBy("Rollout", "canary"))
                .workload(
                        "ReplicaSet",
                        "canary-2",
                        draft -> draft.label("rev", "2").replicas(0).controlledBy("Rollout", "canary"))
                .snapshot();

        assertThat(only(snapshot).template().labels().has("rev", "2")).isTrue();
        assertThat(only(snapshot).desiredPods()).isZero();
        assertThat(only(snapshot).rollout()).isEqualTo(Rollout.SETTLED);
    }

    @Test
    void aCustomResourceWithOneWantedReplicaSetIsAsSettledAsThat() {
        var open = Rollout.open("1 of 2 Pods available");
        var snapshot = Given.cluster()
                .workload("ReplicaSet", "canary-1", draft -> draft.rollout(open).controlledBy("Rollout", "canary"))
                .snapshot();

        assertThat(only(snapshot).rollout()).isEqualTo(open);
    }

    @Test
    void aCustomResourceIsKnownByThePodsThatNameIt() {
        var snapshot = Given.cluster()
                .pod("clone-a", draft -> draft.label("app", "clone").controlledBy("CloneSet", "clone"))
                .pod("clone-b", draft -> draft.label("app", "clone").controlledBy("CloneSet", "clone"))
                .snapshot();

        var unit = only(snapshot);

        assertThat(unit.key().kindAndName()).isEqualTo("CloneSet/clone");
        assertThat(unit.template().labels()).isEqualTo(LabelSet.of("app", "clone"));
        assertThat(unit.desiredPods()).isEqualTo(2);
    }

    @Test
    void aBarePodIsAUnitAndSoIsAPodOfANodesOwnManifests() {
        var snapshot = Given.cluster()
                .pod("bare", draft -> draft)
                .pod("etcd-node", draft -> draft.controlledBy("Node", "node"))
                .pod("proxy-node", draft -> draft.controlledBy("Node", "node"))
                .snapshot();

        assertThat(Units.of(snapshot).in("ns"))
                .extracting(unit -> unit.key().kindAndName())
                .containsExactly("Pod/bare", "Pod/etcd-node", "Pod/proxy-node");
    }

    @Test
    void aDeploymentOfAnOperatorStaysAUnitOfItsOwn() {
        var snapshot = Given.cluster()
                .deployment("a", draft -> draft.controlledBy("Platform", "platform"))
                .deployment("b", draft -> draft.controlledBy("Platform", "platform"))
                .snapshot();

        assertThat(Units.of(snapshot).in("ns"))
                .extracting(unit -> unit.key().kindAndName())
                .containsExactly("Deployment/a", "Deployment/b");
        assertThat(Units.of(snapshot).in("ns"))
                .allSatisfy(unit -> assertThat(unit.controller()).isPresent());
    }

    @Test
    void finishedPodsDoNotCount() {
        var snapshot = Given.cluster()
                .workload("Job", "once", draft -> draft.replicas(1))
                .pod("once-x", draft -> draft.finished().controlledBy("Job", "once"))
                .pod("lone", draft -> draft.finished())
                .snapshot();

        assertThat(only(snapshot).key().kindAndName()).isEqualTo("Job/once");
        assertThat(only(snapshot).pods()).isEmpty();
    }

    @Test
    void aReplicaSetOfAnotherDeploymentOfTheSameNameIsNotFoldedIntoThisOne() {
        var snapshot = Given.cluster()
                .deployment("op")
                .in("elsewhere")
                .workload("ReplicaSet", "op-1", draft -> draft.controlledBy("Deployment", "op"))
                .snapshot();

        assertThat(Units.of(snapshot).in("ns").getFirst().revisions()).isEmpty();
        assertThat(Units.of(snapshot).in("elsewhere"))
                .extracting(unit -> unit.key().kindAndName())
                .containsExactly("Deployment/op");
        assertThat(Units.of(snapshot).in("nowhere")).isEmpty();
    }

    @Test
    void referencesThatLeadInACircleEndTheFolding() {
        var snapshot = Given.cluster()
                .workload("ReplicaSet", "a", draft -> draft.controlledBy("ReplicaSet", "b"))
                .workload("ReplicaSet", "b", draft -> draft.controlledBy("ReplicaSet", "a"))
                .workload("ReplicaSet", "c", draft -> draft.controlledBy("ReplicaSet", "c"))
                .pod("x", draft -> draft.controlledBy("ReplicaSet", "a"))
                .snapshot();

        assertThat(Units.of(snapshot).in("ns"))
                .extracting(unit -> unit.key().kindAndName())
                .containsExactly("ReplicaSet/a", "ReplicaSet/b", "ReplicaSet/c");
    }

    @Test
    void templatesAreTheCurrentOneAndThoseOfRevisionsThatStillWantPods() {
        var snapshot = Given.cluster()
                .deployment("op", draft -> draft.label("rev", "3"))
                .workload(
                        "ReplicaSet",
                        "op-1",
                        draft -> draft.label("rev", "1").replicas(0).controlledBy("Deployment", "op"))
                .workload("ReplicaSet", "op-2", draft -> draft.label("rev", "2").controlledBy("Deployment", "op"))
                .workload("ReplicaSet", "op-3", draft -> draft.label("rev", "3").controlledBy("Deployment", "op"))
                .snapshot();

        assertThat(only(snapshot).templates())
                .extracting(template -> template.labels().value("rev").orElse(""))
                .containsExactly("3", "2");
    }

    @Test
    void aUnitIsSelectedByTheLabelsOfItsTemplatesOrOfItsPods() {
        var unit = only(Given.cluster()
                .deployment("op", draft -> draft.label("now", "1"))
                .pod("old", draft -> draft.label("before", "1").controlledBy("Deployment", "op"))
                .snapshot());

        assertThat(unit.isSelectedBy(LabelSet.of("now", "1"))).isTrue();
        assertThat(unit.isSelectedBy(LabelSet.of("before", "1"))).isTrue();
        assertThat(unit.isSelectedBy(LabelSet.of("never", "1"))).isFalse();
    }

    private static Unit only(Snapshot snapshot) {
        var units = Units.of(snapshot).in("ns");
        assertThat(units).hasSize(1);
        return units.getFirst();
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(pod -> pod.key().name()).toList();
    }
}
