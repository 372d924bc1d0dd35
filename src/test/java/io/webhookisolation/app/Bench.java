package io.webhookisolation.app;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.webhookisolation.cluster.real.ToolShell;
import io.webhookisolation.format.Audit;
import io.webhookisolation.format.PatchFormat;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.scenario.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** A folder in which somebody with kubectl and Helm works on one namespace of a cluster. */
final class Bench {

    private final ToolShell shell;
    private final ControlPlane plane;
    private final String namespace;

    Bench(Path folder, ControlPlane plane, String namespace) throws IOException {
        this.shell = new ToolShell(folder, plane, namespace);
        this.plane = plane;
        this.namespace = namespace;
    }

    void write(String name, String text) throws IOException {
        shell.write(name, text);
    }

    /** Makes {@code helm} this version. */
    void takeHelm(int version) throws IOException {
        shell.takeHelm(version);
    }

    /** Runs a script that must succeed, and gives what it told. */
    String sh(String script) throws Exception {
        return shell.sh(script);
    }

    ToolShell.Done tryOut(String script) throws Exception {
        return shell.tryOut(script);
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
