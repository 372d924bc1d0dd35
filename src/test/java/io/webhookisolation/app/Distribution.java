package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the launcher of the packaged distribution as a process of its own, as a user does. */
final class Distribution {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path scratch;
    private final Map<String, String> environment = new HashMap<>();
    private final Path home = Path.of(System.getProperty("distribution")).toAbsolutePath();
    private Path launcher = home.resolve("bin/webhook-isolation");
    private Path input = Path.of("/dev/null");

    Distribution(Path scratch) {
        this.scratch = scratch;
    }

    /** What a process left behind. */
    record Result(int code, String out, String err, Duration took) {}

    Distribution with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Distribution startedBy(Path other) {
        launcher = other;
        return this;
    }

    Distribution reading(Path file) {
        input = file;
        return this;
    }

    Path home() {
        return home;
    }

    Path launcher() {
        return launcher;
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        var out = Files.createTempFile(scratch, "out", ".txt");
        var err = Files.createTempFile(scratch, "err", ".txt");
        var begin = System.nanoTime();
        var process = builder(List.of(arguments))
                .redirectInput(input.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%s ended in time", List.of(arguments))
                    .isTrue();
            var took = Duration.ofNanos(System.nanoTime() - begin);
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err), took);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Starts a process that goes on; the caller ends it. */
    Process start(Path err, String... arguments) throws IOException {
        return builder(List.of(arguments))
                .redirectInput(input.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile())
                .start();
    }

    private ProcessBuilder builder(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(launcher.toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("WEBHOOK_ISOLATION") || name.equals("KUBECONFIG"));
        builder.environment().putAll(environment);
        return builder;
    }
}
