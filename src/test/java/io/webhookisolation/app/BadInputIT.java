package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.app.Distribution.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is thrown at it, a user gets a sentence that names the place, exit code 2, and no half of a report. */
class BadInputIT {

    @TempDir
    private Path folder;

    @Test
    void broken_yaml_is_named_by_file_line_and_column() throws Exception {
        var file = write("broken.yaml", """
                apiVersion: v1
                kind: Service
                metadata:
                  name: "no end
                """);

        refused(audit(file), file + ":");
        assertThat(audit(file).err()).containsPattern("broken\\.yaml:[45]:\\d+: ");
    }

    @Test
    void a_missing_file_is_named() throws Exception {
        var file = folder.resolve("missing.yaml");

        refused(audit(file), file.toString());
    }

    @Test
    void an_unreadable_folder_entry_is_named() throws Exception {
        var file = Files.createSymbolicLink(folder.resolve("dangling.yaml"), folder.resolve("nowhere"));

        refused(audit(file), file.toString());
    }

    @Test
    void a_folder_without_yaml_is_named() throws Exception {
        var empty = Files.createDirectory(folder.resolve("empty"));
        Files.writeString(empty.resolve("notes.txt"), "nothing here");

        refused(audit(empty), empty.toString());
    }

    @Test
    void a_file_of_200_megabytes_is_refused_before_it_is_read() throws Exception {
        var file = folder.resolve("huge.yaml");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(200_000_000);
        }

        var result = audit(file);

        refused(result, file.toString());
        assertThat(result.took()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void binary_noise_is_named() throws Exception {
        var noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        var file = Files.write(folder.resolve("noise.yaml"), noise);

        refused(audit(file), file.toString());
    }

    @Test
    void a_billion_laughs_are_not_laughed() throws Exception {
        var text = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (var level = 1; level < 10; level++) {
            text.append("a%d: &a%d [%s]\n".formatted(level, level, ("*a" + (level - 1) + ", ").repeat(10)));
        }
        var file = write("laughs.yaml", text.toString());

        refused(audit(file), file.toString());
    }

    @Test
    void two_hundred_thousand_levels_exhaust_no_stack() throws Exception {
        var file = write("deep.yaml", "a: " + "[".repeat(200_000) + "]".repeat(200_000));

        refused(audit(file), file.toString());
    }

    @Test
    void an_invalid_policy_is_named_by_its_field_and_rule() throws Exception {
        var file = write("policy.yaml", """
                apiVersion: webhook-isolation.io/v1alpha1
                kind: WebhookIsolationPolicy
                metadata: {name: webhooks, namespace: shared}
                spec:
                  selectors: {minReadyEndpoints: 0}
                """);

        refused(audit(file), "minReadyEndpoints");
    }

    @Test
    void nothing_of_a_good_file_is_reported_beside_a_bad_one() throws Exception {
        var good = write("good.yaml", "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shared}}");
        var bad = write("bad.yaml", "a: [");
        var report = folder.resolve("report.json");

        var result = distribution()
                .run(
                        "audit",
                        "-o",
                        "json",
                        "--output-file",
                        report.toString(),
                        "-f",
                        good.toString(),
                        "-f",
                        bad.toString());

        refused(result, bad.toString());
        assertThat(report).doesNotExist();
    }

    @Test
    void a_kubeconfig_that_points_nowhere_is_given_up_within_ten_seconds() throws Exception {
        var file = write("kubeconfig", """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters: [{name: test, cluster: {server: "https://127.0.0.1:%d"}}]
                contexts: [{name: test, context: {cluster: test, user: test}}]
                users: [{name: test, user: {token: t}}]
                """.formatted(closedPort()));

        var result = distribution().run("audit", "--kubeconfig", file.toString());

        refused(result, "connection refused");
        assertThat(result.took()).isLessThan(Duration.ofSeconds(10));
    }

    private Result audit(Path path) throws IOException, InterruptedException {
        return distribution().run("audit", "-f", path.toString());
    }

    private Distribution distribution() {
        return new Distribution(folder);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static void refused(Result result, String named) {
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("error: ").contains(named).doesNotContain("\tat ", "Exception");
        assertThat(result.err().lines()).hasSize(1);
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
