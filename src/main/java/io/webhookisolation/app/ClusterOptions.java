package io.webhookisolation.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster; shared by the commands that talk to one. */
final class ClusterOptions {

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Kubeconfig file; KUBECONFIG, ~/.kube/config or the Pod's own account if absent.")
    private @Nullable String kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "Context of the kubeconfig; the current if absent.")
    private @Nullable String context;

    boolean isGiven() {
        return kubeconfig != null || context != null;
    }

    ClusterConnection connection(Shell shell) {
        return new ClusterConnection(shell, Optional.ofNullable(kubeconfig), Optional.ofNullable(context));
    }
}
