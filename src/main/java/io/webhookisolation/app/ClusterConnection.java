package io.webhookisolation.app;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the cluster that the user means, and makes sure that it answers.
 *
 * <p>The client library falls back to other contexts, other files and a default address without a word; for a tool whose
 * verdict is about <em>one</em> cluster each of these must be an error.
 */
final class ClusterConnection {

    private static final int CONNECT_MILLIS = 4_000;
    private static final int ANSWER_MILLIS = 4_000;

    private final Shell shell;
    private final Optional<String> kubeconfig;
    private final Optional<String> context;

    ClusterConnection(Shell shell, Optional<String> kubeconfig, Optional<String> context) {
        this.shell = shell;
        this.kubeconfig = kubeconfig;
        this.context = context;
    }

    /** A client of a cluster that answered just now; the caller closes it. */
    KubernetesClient open() {
        var configuration = configuration();
        requireAnswer(configuration);
        return client(configuration);
    }

    private static KubernetesClient client(Config configuration) {
        return new KubernetesClientBuilder().withConfig(configuration).build();
    }

    private Config configuration() {
        var found = kubeconfig.map(this::ofFile).orElseGet(this::ofEnvironment);
        requireContext(found);
        return new ConfigBuilder(found).withConnectionTimeout(CONNECT_MILLIS).build();
    }

    private Config ofFile(String file) {
        if (!Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file))) {
            throw new CommandFailure("--kubeconfig names " + file + ", which is no file that can be read.");
        }
        try {
            return Config.fromKubeconfig(context.orElse(null), new File(file));
        } catch (RuntimeException e) {
            throw new CommandFailure(file + " is no kubeconfig.", e);
        }
    }

    private Config ofEnvironment() {
        var files = Config.getKubeconfigFilenames();
        var inCluster = shell.variable(Config.KUBERNETES_SERVICE_HOST_PROPERTY).isPresent();
        if (!inCluster && files.stream().noneMatch(file -> Files.isRegularFile(Path.of(file)))) {
            throw new CommandFailure("there is no cluster to talk to: no kubeconfig at " + String.join(" or ", files)
                    + ", and this is not a Pod; use --kubeconfig FILE, or audit -f PATH for manifests.");
        }
        return Config.autoConfigure(context.orElse(null));
    }

    private void requireContext(Config found) {
        var current = Optional.ofNullable(found.getCurrentContext()).map(NamedContext::getName);
        if (found.getContexts().isEmpty() && context.isEmpty() && kubeconfig.isEmpty()) {
            return;
        }
        var names =
                found.getContexts().stream().map(NamedContext::getName).sorted().collect(Collectors.joining(", "));
        context.filter(wanted -> current.filter(wanted::equals).isEmpty()).ifPresent(wanted -> {
            throw new CommandFailure("the kubeconfig has no context '" + wanted + "'; it has: " + names + ".");
        });
        if (current.isEmpty()) {
            throw new CommandFailure(
                    "the kubeconfig has no current context; use --context with one of: " + names + ".");
        }
    }

    /** Asks for /version, which everybody may read, by a client that neither waits long nor tries again. */
    private static void requireAnswer(Config configuration) {
        var impatient = new ConfigBuilder(configuration)
                .withRequestTimeout(ANSWER_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .build();
        try (var client = client(impatient)) {
            client.getKubernetesVersion();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw new CommandFailure(
                        "the cluster at " + configuration.getMasterUrl() + " cannot be used: " + ConnectionTrouble.of(e)
                                + ".",
                        e);
            }
        }
    }
}
