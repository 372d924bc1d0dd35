package io.webhookisolation.cluster.real;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fetches Debian's packages of Prometheus into this user's cache, once; apt checks the archive's signature.
 *
 * <p>It needs no root, installs nothing and leaves the system's own package lists alone, which may be old or absent.
 */
final class PrometheusDownload {

    private static final String TEMPLATES = "usr/share/prometheus/alertmanager";

    private final Path folder;

    private PrometheusDownload(Path folder) {
        this.folder = folder;
    }

    /** Tells what it did; where there is no apt, it says so and the tests go without. */
    static void run() throws IOException, InterruptedException {
        var cache = PrometheusBinaries.cache();
        if (PrometheusBinaries.complete(cache)) {
            System.out.println("Prometheus and the Alertmanager are in " + cache);
            return;
        }
        Files.createDirectories(cache.getParent());
        var fresh = Files.createTempDirectory(cache.getParent(), "fetch-");
        try {
            var programs = new PrometheusDownload(fresh).fetch();
            Files.move(programs, cache, StandardCopyOption.ATOMIC_MOVE);
            System.out.println("Fetched Prometheus and the Alertmanager into " + cache);
        } catch (IOException e) {
            System.out.println(
                    "Prometheus and the Alertmanager could not be fetched by apt-get, so tests with them will"
                            + " not run: " + e.getMessage());
        } finally {
            ScratchDirectory.delete(fresh);
        }
    }

    /** The folder with the programs. */
    private Path fetch() throws IOException, InterruptedException {
        apt(List.of("update"));
        apt(Stream.concat(Stream.of("download"), PrometheusBinaries.PACKAGES.stream())
                .toList());
        try (var packages = Files.newDirectoryStream(folder, "*.deb")) {
            for (var file : packages) {
                run(List.of("dpkg", "-x", file.toString(), "content"));
            }
        }
        var programs = Files.createDirectory(folder.resolve("programs"));
        for (var name : PrometheusBinaries.NAMES) {
            Files.move(folder.resolve("content/usr/bin").resolve(name), programs.resolve(name));
        }
        Files.move(folder.resolve("content").resolve(TEMPLATES), programs.resolve("templates"));
        findTemplatesBesideIt(programs.resolve("prometheus-alertmanager"));
        return programs;
    }

    /** Debian's Alertmanager starts only with its templates below {@code /usr}, where nothing is without root. */
    private static void findTemplatesBesideIt(Path program) throws IOException {
        var installed = "/" + TEMPLATES;
        var beside = "templates" + "/".repeat(installed.length() - "templates".length());
        var text = Files.readString(program, StandardCharsets.ISO_8859_1);
        Files.writeString(program, text.replace(installed, beside), StandardCharsets.ISO_8859_1);
    }

    private void apt(List<String> arguments) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("lists/partial"));
        Files.createDirectories(folder.resolve("archives/partial"));
        var command = new ArrayList<>(List.of(
                "apt-get",
                "-qq",
                "-oDir::State=" + folder,
                "-oDir::State::Lists=" + folder.resolve("lists"),
                "-oDir::State::status=/var/lib/dpkg/status",
                "-oDir::Cache=" + folder,
                "-oAcquire::Languages=none",
                "-oAPT::Sandbox::User=root"));
        command.addAll(arguments);
        run(command);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        var told = folder.resolve("told.txt");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + Files.readString(told));
        }
    }
}
