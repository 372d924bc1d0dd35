package io.webhookisolation.cluster.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a test started outlives the test, even if its JVM is killed hard. */
class OrphansTest {

    @TempDir
    private Path scratch;

    @Test
    void aProgramEndsWithTheJvmThatStartedItAndTheNextStartDeletesItsFiles() {
        // given
        try (var jvm = DoomedJvm.start(scratch, "program")) {
            var programs = jvm.programs();
            assertThat(programs).hasSize(1).allMatch(ProcessHandle::isAlive);

            // when
            jvm.kill();

            // then
            await().untilAsserted(() -> assertThat(programs).noneMatch(ProcessHandle::isAlive));
            assertThat(jvm.directory()).exists();
            ScratchDirectory.clearAbandoned();
            assertThat(jvm.directory()).doesNotExist();
        }
    }

    @Test
    void aProgramThatLostItsGuardTooIsEndedByTheNextStart() {
        // given
        try (var jvm = DoomedJvm.start(scratch, "program")) {
            var programs = jvm.programs();
            jvm.killGuards();
            jvm.kill();
            assertThat(programs).hasSize(1).allMatch(ProcessHandle::isAlive);

            // when
            ScratchDirectory.clearAbandoned();

            // then
            assertThat(programs).noneMatch(ProcessHandle::isAlive);
            assertThat(jvm.directory()).doesNotExist();
        }
    }

    @Test
    void theFilesOfAJvmThatLivesStay() {
        // given
        try (var jvm = DoomedJvm.start(scratch, "program")) {
            // when
            ScratchDirectory.clearAbandoned();

            // then
            assertThat(jvm.directory()).exists();
            assertThat(jvm.programs()).hasSize(1).allMatch(ProcessHandle::isAlive);
            jvm.kill();
            ScratchDirectory.clearAbandoned();
        }
    }
}
