package io.webhookisolation.cluster.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.scenario.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A shell in which somebody with kubectl and Helm works on one namespace of a cluster; it keeps to its folder. */
public final class ToolShell {

    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final Path kubeconfig;

    public ToolShell(Path folder, ControlPlane plane, String namespace) throws IOException {
        this.folder = folder;
        var config = plane.client().getConfiguration();
        kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test, namespace: %s}}]
                clusters: [{name: test, cluster: {server: "%s", certificate-authority: "%s"}}]
                users: [{name: test, user: {token: "%s"}}]
                """.formatted(
                        namespace, config.getMasterUrl(), config.getCaCertFile(), config.getOauthToken()));
    }

    /** What a command did. */
    public record Done(int code, String told) {}

    public void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Makes {@code helm} this version. */
    public void takeHelm(int version) throws IOException {
        var programs = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(
                programs.resolve("helm"),
                ToolBinaries.find().orElseThrow().directory().resolve("helm-" + version));
    }

    /** Runs a script that must succeed, and gives what it told. */
    public String sh(String script) throws Exception {
        var done = tryOut(script);
        assertThat(done.code()).as("%s%n%s", script, done.told()).isZero();
        return done.told();
    }

    public Done tryOut(String script) throws Exception {
        var told = Files.createTempFile(folder, "told", ".txt");
        var builder = new ProcessBuilder(List.of("sh", "-eu"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("HELM_") || name.startsWith("XDG_"));
        environment.put("HOME", folder.toString());
        environment.put("KUBECONFIG", kubeconfig.toString());
        environment.put(
                "PATH",
                folder.resolve("bin") + ":" + ToolBinaries.find().orElseThrow().directory() + ":"
                        + environment.get("PATH"));
        var process = builder.start();
        try (var input = process.outputWriter()) {
            input.write(script);
        }
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ended", script)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Done(process.exitValue(), Files.readString(told));
    }
}
