package io.webhookisolation.cluster.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.webhookisolation.cluster.pod.PodNetwork;
import org.junit.jupiter.api.Test;

final class PlaneProcessesTest {

    @Test
    void theThreeProcessesStartAndEnd() {
        var binaries = PlaneBinaries.find();
        assumeThat(binaries)
                .as("no control plane is here; build it from src/test/control-plane")
                .isPresent();
        var files = PlaneFiles.create();
        try (var _ = EgressProxy.listen(files.socket(), new PodNetwork());
                var processes = new PlaneProcesses(binaries.orElseThrow(), files, PlaneOptions.DEFAULT)) {
            processes.start();

            assertThat(processes.etcd().isAlive()).isTrue();
        }
    }
}
