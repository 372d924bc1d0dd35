package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.webhookisolation.model.Rollout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | 2 | 2 | 2 | 2 | 2 | generation 3 is not yet observed",
                "3 |   | 2 | 2 | 2 | 2 | generation 3 is not yet observed",
                "3 | 3 | 2 | 2 | 1 | 2 | 1 of 2 Pods are of the newest template",
                "3 | 3 | 2 | 3 | 2 | 2 | 3 Pods are there, 2 are wanted",
                "3 | 3 | 2 | 2 | 2 | 1 | 1 of 2 Pods are available",
                "3 | 3 | 2 |   |   |   | 0 of 2 Pods are of the newest template",
                "3 | 4 | 2 | 2 | 2 | 2 | ''",
                "3 | 3 | 0 |   |   |   | ''"
            })
    void a_deployment_settles_when_all_its_pods_are_new_and_available(
            long generation,
            Long observed,
            int wanted,
            Integer replicas,
            Integer updated,
            Integer available,
            String open) {
        // given
        var object = new DeploymentBuilder()
                .withNewMetadata()
                .withGeneration(generation)
                .endMetadata()
                .withNewSpec()
                .withReplicas(wanted)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(observed)
                .withReplicas(replicas)
                .withUpdatedReplicas(updated)
                .withAvailableReplicas(available)
                .endStatus()
                .build();

        // when
        var rollout = Rollouts.of(object);

        // then
        assertThat(rollout).isEqualTo(open.isEmpty() ? Rollout.SETTLED : Rollout.open(open));
    }

    @Test
    void a_deployment_that_no_controller_has_seen_is_not_settled() {
        // when
        var rollout = Rollouts.of(new Deployment());

        // then
        assertThat(rollout.settled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"r1, r2, false", "r2, r2, true"})
    void a_stateful_set_settles_when_the_new_revision_is_the_current_one(
            String current, String update, boolean settled) {
        // given
        var object = new StatefulSetBuilder()
                .withNewMetadata()
                .withGeneration(1L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(1L)
                .withReplicas(1)
                .withUpdatedReplicas(1)
                .withAvailableReplicas(1)
                .withCurrentRevision(current)
                .withUpdateRevision(update)
                .endStatus()
                .build();

        // when
        var rollout = Rollouts.of(object);

        // then
        assertThat(rollout.settled()).isEqualTo(settled);
    }

    @ParameterizedTest
    @CsvSource({"2, 1, false", "1, 2, false", "2, 2, true"})
    void a_daemon_set_settles_when_each_scheduled_pod_is_new_and_available(
            int updated, int available, boolean settled) {
        // given
        var object = new DaemonSetBuilder()
                .withNewMetadata()
                .withGeneration(1L)
                .endMetadata()
                .withNewStatus()
                .withObservedGeneration(1L)
                .withDesiredNumberScheduled(2)
                .withCurrentNumberScheduled(2)
                .withUpdatedNumberScheduled(updated)
                .withNumberAvailable(available)
                .endStatus()
                .build();

        // when
        var rollout = Rollouts.of(object);

        // then
        assertThat(rollout.settled()).isEqualTo(settled);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "2, 1, false", "2, 2, true"})
    void a_replica_set_settles_when_all_its_pods_are_available(int replicas, int available, boolean settled) {
        // given
        var object = new ReplicaSetBuilder()
                .withNewMetadata()
                .withGeneration(1L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(1L)
                .withReplicas(replicas)
                .withAvailableReplicas(available)
                .endStatus()
                .build();

        // when
        var rollout = Rollouts.of(object);

        // then
        assertThat(rollout.settled()).isEqualTo(settled);
    }
}
