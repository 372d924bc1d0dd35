package io.webhookisolation.cluster.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.pod.PodNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnRealPlane
class PlaneProcessesIT {

    private final PlaneFiles files = PlaneFiles.create();
    private EgressProxy egress;

    @BeforeEach
    void listen() {
        egress = EgressProxy.listen(files.socket(), new PodNetwork());
    }

    @AfterEach
    void delete() {
        egress.close();
        ScratchDirectory.delete(files.directory());
        ScratchDirectory.delete(files.logs());
    }

    @Test
    void theThreeProcessesFreezeEndAndComeBackAtTheSameAddress() {
        // given
        List<PlanePart> all;
        try (var processes = processes(PlaneProcesses::freePort)) {
            processes.start();
            all = List.of(processes.etcd(), processes.apiServer(), processes.controllerManager());
            assertThat(all).allMatch(PlanePart::isAlive);
            var address = processes.address();
            var pids = all.stream().map(PlanePart::pid).toList();

            // when
            processes.apiServer().pause();
            assertThat(address.isReady(files.adminToken())).isFalse();
            processes.apiServer().resume();
            assertThat(address.isReady(files.adminToken())).isTrue();
            processes.controllerManager().kill();
            processes.apiServer().stop();
            processes.etcd().kill();
            assertThat(all).noneMatch(PlanePart::isAlive);
            processes.etcd().launch();
            processes.apiServer().start();
            processes.controllerManager().start();

            // then
            assertThat(address.isReady(files.adminToken())).isTrue();
            assertThat(all)
                    .allMatch(PlanePart::isAlive)
                    .extracting(PlanePart::pid)
                    .doesNotContainAnyElementsOf(pids);
        }
        assertThat(all)
                .noneMatch(PlanePart::isAlive)
                .extracting(part -> ProcessHandle.of(part.pid()))
                .allSatisfy(handle -> assertThat(handle).isEmpty());
    }

    /** Between being found free and being used it may go to anybody. */
    @Test
    void aPortThatIsTakenIsReplacedByAnother() throws IOException {
        try (var stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // given
            var ports =
                    List.of(PlaneProcesses.freePort(), stranger.getLocalPort()).iterator();

            // when
            try (var processes = processes(() -> ports.hasNext() ? ports.next() : PlaneProcesses.freePort())) {
                processes.start();

                // then
                assertThat(processes.address().port()).isNotEqualTo(stranger.getLocalPort());
                assertThat(processes.address().isReady(files.adminToken())).isTrue();
            }
        }
    }

    private PlaneProcesses processes(IntSupplier freePorts) {
        return new PlaneProcesses(PlaneBinaries.require(), files, PlaneOptions.DEFAULT, freePorts);
    }
}
