package io.webhookisolation.cluster.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.pod.PodNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnRealPlane
class PlaneProcessesIT {

    @Test
    void theThreeProcessesStartAndEnd() {
        // given
        var files = PlaneFiles.create();
        List<GuardedProcess> all;

        // when
        try (var _ = EgressProxy.listen(files.socket(), new PodNetwork());
                var processes = new PlaneProcesses(PlaneBinaries.require(), files, PlaneOptions.DEFAULT)) {
            processes.start();
            all = List.of(processes.etcd(), processes.apiServer(), processes.controllerManager());
            assertThat(all).allMatch(GuardedProcess::isAlive);
        }

        // then
        assertThat(all)
                .noneMatch(GuardedProcess::isAlive)
                .extracting(process -> ProcessHandle.of(process.pid()))
                .allSatisfy(handle -> assertThat(handle).isEmpty());
        ScratchDirectory.delete(files.directory());
        ScratchDirectory.delete(files.logs());
    }
}
