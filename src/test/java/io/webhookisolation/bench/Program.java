package io.webhookisolation.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A packaged distribution, started as users start it. */
record Program(Path distribution) {

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A command that must end with 0. */
    Duration command(String... arguments) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var process =
                builder(List.of(arguments)).redirectError(Redirect.DISCARD).start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", arguments) + " did not end well");
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** {@code run}, until it has read the cluster and says so. */
    Duration untilReady(Path kubeconfig) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var process = builder(run(kubeconfig)).start();
        try (var log = process.errorReader()) {
            awaitStart(log);
            return Duration.ofNanos(System.nanoTime() - begin);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Resident memory of {@code run} in MiB, half a minute after its start; only on Linux. */
    Optional<Long> idleMebibytes(Path kubeconfig) throws IOException, InterruptedException {
        var process = builder(run(kubeconfig)).redirectError(Redirect.DISCARD).start();
        try {
            if (process.waitFor(IDLE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("run ended with " + process.exitValue());
            }
            return residentMebibytes(process);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private ProcessBuilder builder(List<String> arguments) {
        var command = new ArrayList<>(List.of(
                distribution.resolve("bin/webhook-isolation").toAbsolutePath().toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectOutput(Redirect.DISCARD);
    }

    private static List<String> run(Path kubeconfig) {
        return List.of(
                "run",
                "--kubeconfig=" + kubeconfig,
                "--operator-namespace=default",
                "--health-address=127.0.0.1:0",
                "--metrics-address=127.0.0.1:0",
                "--log-format=json");
    }

    private static void awaitStart(BufferedReader log) throws IOException {
        var line = log.readLine();
        while (line != null && !line.contains("\"started\"")) {
            line = log.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("run ended before it had started");
        }
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
