package io.webhookisolation.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServingStartTest {

    @Test
    void a_pod_none_of_whose_containers_runs_has_none() {
        // given
        var waiting = new ContainerStatusBuilder()
                .withName("server")
                .withNewState()
                .withNewWaiting("CrashLoopBackOff", "")
                .endState()
                .build();
        var unreadable = running("server", "yesterday");

        // when
        var starts = new Pod[] {new Pod(), pod(waiting), pod(unreadable)};

        // then
        assertThat(starts).allSatisfy(pod -> assertThat(ServingStart.of(pod)).isEmpty());
    }

    @Test
    void a_container_or_sidecar_that_restarted_alone_counts_and_an_ordinary_init_container_does_not() {
        // given
        var pod = pod(running("server", "2026-11-23T10:00:00Z"), running("metrics", "2026-11-23T09:00:00Z"));
        pod.getSpec()
                .setInitContainers(new PodBuilder()
                        .withNewSpec()
                        .addNewInitContainer()
                        .withName("sidecar")
                        .withRestartPolicy("Always")
                        .endInitContainer()
                        .addNewInitContainer()
                        .withName("setup")
                        .endInitContainer()
                        .endSpec()
                        .build()
                        .getSpec()
                        .getInitContainers());

        // when
        var before = ServingStart.of(pod);
        pod.getStatus().getInitContainerStatuses().add(running("setup", "2026-11-23T12:00:00Z"));
        pod.getStatus().getInitContainerStatuses().add(running("sidecar", "2026-11-23T11:00:00Z"));
        var after = ServingStart.of(pod);

        // then
        assertThat(before).contains(Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(after).contains(Instant.parse("2026-11-23T11:00:00Z"));
    }

    private static Pod pod(ContainerStatus... statuses) {
        return new PodBuilder()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withContainerStatuses(statuses)
                .endStatus()
                .build();
    }

    private static ContainerStatus running(String name, String since) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withNewState()
                .withNewRunning(since)
                .endState()
                .build();
    }
}
