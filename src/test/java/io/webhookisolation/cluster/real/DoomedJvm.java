package io.webhookisolation.cluster.real;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** A JVM that starts programs and is killed before it can end them. */
final class DoomedJvm implements AutoCloseable {

    private static final Pattern DIRECTORY = Pattern.compile("(?m)^directory (\\S+)$");
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final GuardedProcess process;
    private final Path directory;

    private DoomedJvm(GuardedProcess process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** Runs in the other JVM. */
    public static void main(String[] arguments) throws InterruptedException {
        var directory = switch (arguments[0]) {
            case "plane" ->
                RealControlPlane.start(PlaneBinaries.require(), PlaneOptions.DEFAULT)
                        .directory();
            case "program" -> program();
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        System.out.println("directory " + directory);
        new CountDownLatch(1).await();
    }

    private static Path program() {
        var directory = ScratchDirectory.create();
        var log = directory.resolve("follower.log").toString();
        GuardedProcess.start("follower", List.of("tail", "-f", log), directory, directory);
        return directory;
    }

    /** Returns once it has started its programs: one, or a whole control plane. */
    static DoomedJvm start(Path scratch, String what) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = GuardedProcess.start(
                "jvm",
                List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedJvm.class.getName(),
                        what),
                scratch,
                scratch);
        Polling.until(
                START_LIMIT,
                () -> !process.isAlive()
                        || DIRECTORY.matcher(process.lastLines(100)).find(),
                () -> "the other JVM started nothing:\n" + process.lastLines(100));
        var said = DIRECTORY.matcher(process.lastLines(100)).results().findFirst();
        return new DoomedJvm(
                process,
                said.map(result -> Path.of(result.group(1)))
                        .orElseThrow(() -> new IllegalStateException(process.lastLines(100))));
    }

    Path directory() {
        return directory;
    }

    /** What it started, without their guards. */
    List<ProcessHandle> programs() {
        return ScratchDirectory.processes(directory);
    }

    /**
     * Ends the shells that watch over its programs, the watcher of the pipe before the shell that started it: once that
     * one is gone, the JVM closes the pipe, and a watcher that saw this would end the program.
     */
    void killGuards() {
        var shells = ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::children)
                .toList();
        var watchers = shells.stream()
                .flatMap(ProcessHandle::children)
                .filter(child -> !programs().contains(child))
                .toList();
        end(watchers);
        end(shells);
    }

    private static void end(List<ProcessHandle> processes) {
        if (processes.isEmpty()) {
            throw new IllegalStateException("nothing guards the program");
        }
        processes.forEach(ProcessHandle::destroyForcibly);
        Polling.until(
                Duration.ofSeconds(10),
                () -> processes.stream().noneMatch(ProcessHandle::isAlive),
                () -> "guards do not end: " + processes);
    }

    void kill() {
        process.signal("KILL");
        process.await(Duration.ofSeconds(10));
    }

    @Override
    public void close() {
        process.close();
    }
}
