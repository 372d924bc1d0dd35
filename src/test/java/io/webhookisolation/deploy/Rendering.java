package io.webhookisolation.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.cluster.real.ToolBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the real tools make of {@code deploy/}; they ask no cluster for it. */
public final class Rendering {

    private static final Path OVERLAYS = Path.of("deploy", "kustomize", "overlays");
    private static final long PATIENCE_SECONDS = 60;

    private Rendering() {}

    /** What a tool did. */
    record Done(int code, String output, String errors) {}

    /** The objects of a folder of {@code deploy/kustomize/overlays}. */
    public static Base overlay(String name) {
        return kustomize(OVERLAYS.resolve(name));
    }

    /** The objects of any kustomization. */
    static Base kustomize(Path folder) {
        var done = run("kubectl", "kustomize", folder.toString());
        assertThat(done.code()).as(done.errors()).isZero();
        return Base.of(done.output());
    }

    /** The objects of the chart as a release {@code webhook-isolation} of this namespace would have them. */
    static Base chart(String namespace, String... options) {
        var done = helm("template", namespace, options);
        assertThat(done.code()).as(done.errors()).isZero();
        return Base.of(done.output());
    }

    /** What Helm 4 says to the chart with these options. */
    static Done helm(String command, String namespace, String... options) {
        var release = command.equals("lint") ? Stream.of("--strict") : Stream.of("webhook-isolation");
        var arguments = Stream.of(
                        Stream.of(command),
                        release,
                        Stream.of(Chart.FOLDER.toString(), "-n", namespace),
                        Stream.of(options))
                .flatMap(some -> some);
        return run("helm-4", arguments.toArray(String[]::new));
    }

    /** Runs a program of {@link ToolBinaries} in this project's folder. */
    static Done run(String program, String... arguments) {
        var path = ToolBinaries.find().orElseThrow().directory().resolve(program);
        var command =
                Stream.concat(Stream.of(path.toString()), Stream.of(arguments)).toList();
        try {
            return done(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command + " ran", e);
        }
    }

    private static Done done(List<String> command) throws IOException, InterruptedException {
        var output = Files.createTempFile("wi-rendering", ".yaml");
        var errors = Files.createTempFile("wi-rendering", ".txt");
        var process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ended", command)
                    .isTrue();
            return new Done(process.exitValue(), Files.readString(output), Files.readString(errors));
        } finally {
            process.destroyForcibly();
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
