package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.scenario.Component;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged operator as a process: its signals, exit codes, log and memory. */
class OperatorProcessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private EmbeddedControlPlane plane;
    private Path log;
    private Process process;

    @BeforeEach
    void start() throws IOException {
        plane = EmbeddedControlPlane.start();
        plane.createNamespace("operators");
        plane.install(Component.scaffolded("alpha"), "operators");
        plane.install(Component.scaffolded("beta"), "operators");
        log = folder.resolve("log.txt");
        process = new Distribution(folder)
                .start(
                        log,
                        "run",
                        "--kubeconfig=" + Files.writeString(folder.resolve("kubeconfig"), plane.kubeconfig("operator")),
                        "--operator-namespace=operators",
                        "--health-address=127.0.0.1:0",
                        "--metrics-address=127.0.0.1:0",
                        "--leader-elect",
                        "--lease-duration=3s",
                        "--lease-renew-deadline=2s",
                        "--lease-retry-period=200ms",
                        "--log-format=json");
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
        plane.close();
    }

    @Test
    void stops_with_0_on_sigterm_and_lets_go_of_the_lease() throws Exception {
        awaitLeading();

        process.destroy();

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        assertThat(leases().get().getSpec().getLeaseDurationSeconds()).isEqualTo(1);
        assertThat(messages()).contains("started", "stopping");
    }

    @Test
    void ends_with_3_when_another_process_took_the_lease() throws Exception {
        awaitLeading();

        usurpLease();

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(ExitCode.LEASE_LOST);
        assertThat(messages()).contains("the Lease is lost");
    }

    @Test
    void idles_below_200_mebibytes() throws Exception {
        var status = Path.of("/proc", String.valueOf(process.pid()), "status");
        assumeThat(status).exists();
        awaitLeading();

        var kibibytes = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .sum();

        assertThat(kibibytes / 1024).isPositive().isLessThan(200);
    }

    private void awaitLeading() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            var metrics = address("metrics");
            assertThat(metrics).isPresent();
            assertThat(get("http://" + metrics.get() + "/metrics")).contains("\nwebhook_isolation_leader 1.0");
        });
    }

    private Optional<String> address(String name) throws IOException {
        return lines().stream()
                .filter(line -> line.path("formattedMessage").asText().equals("started"))
                .flatMap(line -> line.path("kvpList").findValuesAsText(name).stream())
                .findFirst();
    }

    private List<String> messages() throws IOException {
        return lines().stream()
                .map(line -> line.path("formattedMessage").asText())
                .toList();
    }

    private List<JsonNode> lines() throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(log)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static String get(String uri) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    /** Without a resourceVersion, since the holder renews it all the time. */
    private void usurpLease() {
        leases().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"holderIdentity\":\"usurper\"}}");
    }

    private Resource<Lease> leases() {
        return plane.client().leases().inNamespace("operators").withName(LeaderElection.LEASE);
    }
}
