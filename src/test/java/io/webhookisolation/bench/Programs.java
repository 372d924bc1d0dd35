package io.webhookisolation.bench;

import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.cluster.real.PlaneBinaries;
import io.webhookisolation.cluster.real.PlaneOptions;
import io.webhookisolation.cluster.real.RealControlPlane;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whole processes, as users start them: the packaged program, and the control plane of the tests. */
final class Programs {

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STARTS = 5;

    private final Path corpus = Path.of(System.getProperty("bench.corpus", "../shared/corpus"));
    private final Path launcher = Path.of(
                    Objects.requireNonNull(
                            System.getProperty("distribution"), "-Ddistribution=target/webhook-isolation"),
                    "bin",
                    "webhook-isolation")
            .toAbsolutePath();

    Times help() throws IOException, InterruptedException {
        return times("--help");
    }

    /** Of real manifests, where there are some. */
    Optional<Times> audit() throws IOException, InterruptedException {
        return Files.isDirectory(corpus)
                ? Optional.of(times("audit", "-f", corpus.toString(), "--fail-on", "never"))
                : Optional.empty();
    }

    /** Resident memory of {@code run} over an empty cluster, in MiB, half a minute after its start; only on Linux. */
    Optional<Long> idleMebibytes() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("wi-bench");
        try (var plane = EmbeddedControlPlane.start()) {
            var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), plane.kubeconfig("operator"));
            var process = start(
                    "run",
                    "--kubeconfig=" + kubeconfig,
                    "--operator-namespace=default",
                    "--health-address=127.0.0.1:0",
                    "--metrics-address=127.0.0.1:0");
            try {
                if (process.waitFor(IDLE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("run ended with " + process.exitValue());
                }
                return residentMebibytes(process);
            } finally {
                process.destroyForcibly().waitFor();
                Files.delete(kubeconfig);
                Files.delete(folder);
            }
        }
    }

    /** etcd, kube-apiserver and kube-controller-manager, until the API server says that it is ready; where they are. */
    static Optional<Times> controlPlane() {
        return PlaneBinaries.find().map(binaries -> {
            var took = new ArrayList<Duration>();
            while (took.size() < STARTS) {
                var begin = System.nanoTime();
                try (var plane = RealControlPlane.start(binaries, PlaneOptions.DEFAULT)) {
                    took.add(Duration.ofNanos(System.nanoTime() - begin));
                }
            }
            return new Times(took);
        });
    }

    private Times times(String... arguments) throws IOException, InterruptedException {
        var took = new ArrayList<Duration>();
        while (took.size() < STARTS) {
            var begin = System.nanoTime();
            var process = start(arguments);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", arguments) + " did not end well");
            }
            took.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        return new Times(took);
    }

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    private static Optional<Long> residentMebibytes(Process process) throws IOException {
        var status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }
}
