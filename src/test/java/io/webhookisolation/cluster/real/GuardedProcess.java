package io.webhookisolation.cluster.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process that ends when this JVM ends, even by SIGKILL: its guard holds the reading end of a pipe whose other
 * end only this JVM holds, and kills the program when that pipe closes.
 */
public final class GuardedProcess implements AutoCloseable {

    /** $@ is the program; descriptor 3 is the pipe from this JVM, which nobody else may inherit. */
    private static final String GUARD = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            trap 'kill $child 2>/dev/null' TERM INT
            (read -r _; kill -KILL $child 2>/dev/null) <&3 &
            watcher=$!
            exec 3<&-
            echo $child >"$GUARDED_PID_FILE"
            while kill -0 $child 2>/dev/null; do wait $child; code=$?; done
            kill $watcher 2>/dev/null
            exit $code
            """;

    static final String PID_SUFFIX = ".pid";

    private final String name;
    private final Process guard;
    private final Path log;
    private final long pid;

    private GuardedProcess(String name, Process guard, Path log, long pid) {
        this.name = name;
        this.guard = guard;
        this.log = log;
        this.pid = pid;
    }

    /**
     * Starts a program whose output is added to {@code logs/name.log}.
     *
     * @param directory keeps its process id; its arguments name this directory, so that it can be told from a stranger that
     *     has got its id
     * @throws UncheckedIOException when it cannot be started
     */
    public static GuardedProcess start(String name, List<String> program, Path directory, Path logs) {
        var log = logs.resolve(name + ".log");
        var pidFile = directory.resolve(name + PID_SUFFIX);
        var command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, name));
        command.addAll(program);
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().put("GUARDED_PID_FILE", pidFile.toString());
        try {
            Files.createDirectories(logs);
            Files.deleteIfExists(pidFile);
            var guard = builder.start();
            return new GuardedProcess(name, guard, log, readPid(name, guard, pidFile));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + " (" + program.getFirst() + ")", e);
        }
    }

    private static long readPid(String name, Process guard, Path pidFile) throws IOException {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < deadline) {
            var text = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "";
            if (!text.isEmpty()) {
                return Long.parseLong(text);
            }
            Polling.pause();
        }
        guard.destroyForcibly();
        throw new IOException(name + " did not report its process id within 10 s");
    }

    public boolean isAlive() {
        return guard.isAlive();
    }

    /** Process id of the program itself, not of its guard. */
    public long pid() {
        return pid;
    }

    /** Sends a signal by name, for example {@code STOP}, {@code CONT} or {@code KILL}. */
    public void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for its end and returns the exit code (128 + signal number when a signal ended it). */
    public int await(Duration limit) {
        try {
            if (!guard.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + " did not end within " + limit);
            }
            return guard.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The end of its output, for a failure message. */
    public String lastLines(int count) {
        try {
            var lines = Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            return "(no log of " + name + ": " + e.getMessage() + ")";
        }
    }

    /** Ends it: SIGTERM, and SIGKILL if it is still there after 5 s. */
    @Override
    public void close() {
        if (!guard.isAlive()) {
            return;
        }
        signal("CONT");
        signal("TERM");
        try {
            if (!guard.waitFor(5, TimeUnit.SECONDS)) {
                signal("KILL");
                guard.waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            signal("KILL");
            Thread.currentThread().interrupt();
        }
        guard.destroyForcibly();
    }
}
