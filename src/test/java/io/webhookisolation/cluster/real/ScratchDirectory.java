package io.webhookisolation.cluster.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Where one control plane keeps its files: a directory whose short name says which JVM made it.
 *
 * <p>A JVM that was killed hard cannot clean up after itself, so whoever makes the next directory does.
 */
final class ScratchDirectory {

    /** Not java.io.tmpdir, which is long on some systems: a Unix socket's name has at most 103 bytes. */
    private static final Path ROOT = Path.of("/tmp");

    private static final Pattern NAME = Pattern.compile("wi-(\\d+)-\\d+");

    /** Start times of processes are rounded. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private ScratchDirectory() {}

    static Path create() {
        clearAbandoned();
        try {
            return Files.createTempDirectory(
                    ROOT, "wi-" + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the processes, and deletes the directories, of JVMs that are gone. */
    static void clearAbandoned() {
        try (var found = Files.list(ROOT)) {
            found.filter(ScratchDirectory::isAbandoned).forEach(directory -> {
                processes(directory).forEach(ScratchDirectory::kill);
                delete(directory);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAbandoned(Path directory) {
        var name = NAME.matcher(directory.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        var maker = ProcessHandle.of(Long.parseLong(name.group(1)));
        return maker.isEmpty() || !existedBefore(maker.get(), directory);
    }

    /** Process ids come again: one that is younger than the directory did not make it. */
    private static boolean existedBefore(ProcessHandle process, Path directory) {
        try {
            var made = Files.readAttributes(directory, BasicFileAttributes.class)
                    .creationTime()
                    .toInstant();
            return process.info()
                    .startInstant()
                    .map(start -> start.isBefore(made.plus(ROUNDING)))
                    .orElse(true);
        } catch (IOException justDeletedByAnother) {
            return true;
        }
    }

    /** The guarded programs that work in a directory and have not ended. */
    static List<ProcessHandle> processes(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(GuardedProcess.PID_SUFFIX))
                    .flatMap(file -> read(file).lines())
                    .filter(line -> line.matches("\\d+"))
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .filter(process -> worksIn(directory, process))
                    .toList();
        } catch (IOException justDeletedByAnother) {
            return List.of();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException justDeletedByAnother) {
            return "";
        }
    }

    private static boolean worksIn(Path directory, ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(command -> command.contains(directory.toString()))
                .isPresent();
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        try {
            process.onExit().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("process " + process.pid() + " of an earlier run does not end", e);
        }
    }

    /** As far as it can: two JVMs may clear away the same directory, and another user's stays. */
    static void delete(Path directory) {
        for (var file : contents(directory)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException anotherUsers) {
                return;
            }
        }
    }

    private static List<Path> contents(Path directory) {
        try (var all = Files.walk(directory)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException justDeletedByAnother) {
            return List.of();
        }
    }
}
