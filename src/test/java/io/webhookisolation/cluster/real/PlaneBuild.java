package io.webhookisolation.cluster.real;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Builds the control plane's programs from their pinned Go modules into this user's cache, once, and fetches the tools. */
public final class PlaneBuild {

    private PlaneBuild() {}

    /** Prints where the programs are; exits 1 with a sentence when they cannot be built. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var cache = PlaneBinaries.cache();
        Files.createDirectories(cache.getParent());
        try (var channel = FileChannel.open(
                        cache.resolveSibling(cache.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!PlaneBinaries.complete(cache)) {
                build(cache);
            }
        }
        System.out.println("control plane " + PlaneBinaries.pinnedVersion() + " is in " + cache);
        ToolDownload.run();
        PrometheusDownload.run();
    }

    private static void build(Path cache) throws IOException, InterruptedException {
        System.out.println(
                "Building etcd, kube-apiserver and kube-controller-manager " + PlaneBinaries.pinnedVersion()
                        + " with Go. The first time it takes about 8 minutes on 2 cores, downloads 170 MiB and needs 4 GiB of disk.");
        var started = System.nanoTime();
        var fresh = Files.createTempDirectory(cache.getParent(), "build-");
        try {
            run(fresh);
            Files.move(fresh.resolve("server"), fresh.resolve("etcd"));
            Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(fresh);
        }
        System.out.println(
                "Built in " + Duration.ofNanos(System.nanoTime() - started).toSeconds() + " s.");
    }

    private static void run(Path target) throws IOException, InterruptedException {
        var version = PlaneBinaries.pinnedVersion();
        var numbers = version.substring(1).split("\\.", 3);
        var flags = "-s -w -X k8s.io/component-base/version.gitVersion=" + version
                + " -X k8s.io/component-base/version.gitMajor=" + numbers[0]
                + " -X k8s.io/component-base/version.gitMinor=" + numbers[1];
        var builder = new ProcessBuilder(List.of(
                        "go",
                        "build",
                        "-v",
                        "-buildvcs=false",
                        "-trimpath",
                        "-o",
                        target + "/",
                        "-ldflags",
                        flags,
                        "tool"))
                .directory(PlaneBinaries.module().toFile())
                .redirectErrorStream(true);
        builder.environment().put("CGO_ENABLED", "0");
        builder.environment().putIfAbsent("GOTOOLCHAIN", "local");
        var go = start(builder);
        long packages = 0;
        try (var lines = go.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("[\\w./~-]+")) {
                    packages++;
                    if (packages % 200 == 0) {
                        System.out.println("  " + packages + " packages compiled");
                    }
                } else if (!line.startsWith("go: downloading")) {
                    System.out.println(line);
                }
            }
        }
        if (go.waitFor() != 0) {
            fail("`go build` failed; its messages stand above.");
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            fail(
                    "Go 1.26 or newer is needed to build the control plane, and `go` is not on the PATH. Install it, or set "
                            + PlaneBinaries.ENVIRONMENT + " to a directory that holds the three programs.");
            throw new IllegalStateException(e);
        }
    }

    private static void fail(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
