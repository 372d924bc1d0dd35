package io.webhookisolation.cluster.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnRealPlane
class OrphanedPlaneIT {

    @TempDir
    private Path scratch;

    @Test
    void noProcessOfAControlPlaneOutlivesAJvmThatIsKilledAndTheNextStartCleansUp() {
        // given
        try (var jvm = DoomedJvm.start(scratch, "plane")) {
            var programs = jvm.programs();
            assertThat(programs).hasSize(3).allMatch(ProcessHandle::isAlive);

            // when
            jvm.kill();

            // then
            await().untilAsserted(() -> assertThat(programs).noneMatch(ProcessHandle::isAlive));
            ScratchDirectory.clearAbandoned();
            assertThat(jvm.directory()).doesNotExist();
            assertThat(PlaneFiles.logs(jvm.directory())).isNotEmptyDirectory();
            ScratchDirectory.delete(PlaneFiles.logs(jvm.directory()));
        }
    }
}
