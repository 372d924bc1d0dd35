package io.webhookisolation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.webhookisolation.cluster.real.ToolBinaries;
import io.webhookisolation.format.Audit;
import io.webhookisolation.format.PatchFormat;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.scenario.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A folder in which somebody with kubectl and Helm works on one namespace of a cluster. */
final class Bench {

    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final ControlPlane plane;
    private final String namespace;
    private final Path kubeconfig;

    Bench(Path folder, ControlPlane plane, String namespace) throws IOException {
        this.folder = folder;
        this.plane = plane;
        this.namespace = namespace;
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
    record Done(int code, String told) {}

    void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Makes {@code helm} this version. */
    void takeHelm(int version) throws IOException {
        var programs = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(
                programs.resolve("helm"),
                ToolBinaries.find().orElseThrow().directory().resolve("helm-" + version));
    }

    /** Runs a script that must succeed, and gives what it told. */
    String sh(String script) throws Exception {
        var done = tryOut(script);
        assertThat(done.code()).as("%s%n%s", script, done.told()).isZero();
        return done.told();
    }

    Done tryOut(String script) throws Exception {
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

    /** What {@code audit -o patch} prints. */
    String suggestion() {
        return new PatchFormat().print(audit().suggestions());
    }

    ServiceClass classOf(String service) {
        return audit().analysis().services().stream()
                .filter(verdict -> verdict.reference().name().equals(service))
                .findFirst()
                .orElseThrow()
                .serviceClass();
    }

    /** As the command does it, but through the way to Pods that only tests know. */
    private Audit audit() {
        return new ClusterAudit(
                        () -> new KubernetesClientBuilder()
                                .withConfig(plane.client().getConfiguration())
                                .build(),
                        plane.dialer(),
                        false,
                        namespace,
                        true,
                        InstantSource.system())
                .read(new Progress(new TestShell().shell()));
    }
}
