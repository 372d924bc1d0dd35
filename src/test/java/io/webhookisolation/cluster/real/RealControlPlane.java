package io.webhookisolation.cluster.real;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.webhookisolation.cluster.pod.PodNetwork;
import io.webhookisolation.cluster.pod.PodPrograms;
import io.webhookisolation.probe.Dialer;
import io.webhookisolation.scenario.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/** A cluster of real processes: etcd, kube-apiserver, kube-controller-manager; its Pods are TLS servers in this JVM. */
public final class RealControlPlane implements ControlPlane {

    private final PlaneFiles files;
    private final PodNetwork network = new PodNetwork();
    private final EgressProxy egress;
    private final PlaneProcesses processes;
    private final KubernetesClient client;
    private final PodPrograms programs;
    private final NodeAgent node;

    private RealControlPlane(PlaneBinaries binaries, PlaneOptions options) {
        files = PlaneFiles.create();
        egress = EgressProxy.listen(files.socket(), this::route);
        processes = new PlaneProcesses(binaries, files, options);
        processes.start();
        client = clientWith(files.adminToken());
        programs = new PodPrograms(network, this::secret);
        node = new NodeAgent(client, programs);
    }

    /** Starts it; ready when the API server says so. */
    public static RealControlPlane start(PlaneBinaries binaries, PlaneOptions options) {
        return new RealControlPlane(binaries, options);
    }

    @Override
    public String name() {
        return "real";
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public KubernetesClient clientAs(String user) {
        var config = configuration(files.adminToken());
        config.setImpersonateUsername(user);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @Override
    public Dialer dialer() {
        return network;
    }

    private OptionalInt route(String target) {
        var colon = target.lastIndexOf(':');
        return network.loopbackPort(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
    }

    private Optional<Secret> secret(String namespace, String name) {
        return Optional.ofNullable(
                client.secrets().inNamespace(namespace).withName(name).get());
    }

    private KubernetesClient clientWith(String token) {
        return new KubernetesClientBuilder().withConfig(configuration(token)).build();
    }

    private Config configuration(String token) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(processes.url())
                .withOauthToken(token)
                .withCaCertFile(files.servingCertificate().toString())
                .withNamespace("default")
                .build();
    }

    @Override
    public void close() {
        node.close();
        client.close();
        processes.close();
        egress.close();
        programs.close();
        delete(files.directory());
    }

    private static void delete(Path directory) {
        try (var all = Files.walk(directory)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
