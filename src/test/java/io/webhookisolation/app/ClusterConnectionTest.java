package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(10)
class ClusterConnectionTest {

    private final TestShell shell = new TestShell();

    @TempDir
    private Path folder;

    @Test
    void says_that_the_kubeconfig_is_missing() {
        var code = shell.run("audit", "--kubeconfig", folder.resolve("none").toString());

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).startsWith("error: --kubeconfig names ").contains("no file that can be read");
    }

    @Test
    void says_that_the_file_is_no_kubeconfig() throws IOException {
        var file = Files.writeString(folder.resolve("kubeconfig"), "[no, map]");

        var code = shell.run("audit", "--kubeconfig", file.toString());

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).isEqualTo("error: " + file + " is no kubeconfig.\n");
    }

    @Test
    void never_takes_another_context_than_the_one_that_was_named() throws IOException {
        var code = shell.run("audit", "--kubeconfig", kubeconfig(1), "--context", "production");

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("has no context 'production'; it has: test.");
    }

    @Test
    void says_that_nothing_listens_there() throws IOException {
        var code = shell.run("audit", "--kubeconfig", kubeconfig(closedPort()));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("cannot be used: connection refused.").doesNotContain("\tat ");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void gives_up_on_an_address_that_accepts_and_never_answers() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var code = shell.run("audit", "--kubeconfig", kubeconfig(silent.getLocalPort()));

            assertThat(code).isEqualTo(ExitCode.USAGE);
            assertThat(shell.err()).contains("cannot be used: it does not answer (time-out).");
        }
    }

    private String kubeconfig(int port) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
                        apiVersion: v1
                        kind: Config
                        current-context: test
                        clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
                        contexts: [{name: test, context: {cluster: test, user: test}}]
                        users: [{name: test, user: {}}]
                        """.formatted(port))
                .toString();
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
