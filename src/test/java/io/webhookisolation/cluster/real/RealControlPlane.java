package io.webhookisolation.cluster.real;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.webhookisolation.cluster.pod.MountedSecrets;
import io.webhookisolation.cluster.pod.PodNetwork;
import io.webhookisolation.cluster.pod.PodPrograms;
import io.webhookisolation.probe.Dialer;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.OperatorAccount;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A cluster of real processes: etcd, kube-apiserver, kube-controller-manager; its Pods are TLS servers in this JVM. */
public final class RealControlPlane implements ControlPlane {

    private final PlaneFiles files;
    private final PodNetwork network = new PodNetwork();
    private final EgressProxy egress;
    private final PodGateway gateway;
    private final PlaneProcesses processes;
    private final KubernetesClient client;
    private final ServiceNetwork services;
    private final MountedSecrets secrets;
    private final SharedIndexInformer<Secret> secretWatch;
    private final PodPrograms programs;
    private final NodeAgent node;
    private final Map<String, RealAccount> accounts = new ConcurrentHashMap<>();
    private final AtomicBoolean failed = new AtomicBoolean();

    private RealControlPlane(PlaneBinaries binaries, PlaneOptions options) {
        files = PlaneFiles.create();
        // The API server dials nobody before the cluster has a Service, by when this plane is complete.
        egress = EgressProxy.listen(files.socket(), this::dial);
        gateway = PodGateway.listen(network);
        processes = new PlaneProcesses(binaries, files, options);
        try {
            processes.start();
        } catch (RuntimeException e) {
            processes.close();
            egress.close();
            gateway.close();
            throw e;
        }
        client = clientWith(files.adminToken());
        services = new ServiceNetwork(client, network);
        secrets = new MountedSecrets(this::secret, InstantSource.system());
        secretWatch = client.secrets().inAnyNamespace().inform(new SecretChanges(secrets));
        programs = new PodPrograms(network, secrets);
        node = new NodeAgent(client, programs);
        secretWatch.addEventHandler(new SecretArrivals(node));
        Definitions.create(client);
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
        return new KubernetesClientBuilder().withConfig(impersonating(user)).build();
    }

    private Config impersonating(String user) {
        var config = configuration(files.adminToken());
        config.setImpersonateUsername(user);
        return config;
    }

    @Override
    public OperatorAccount operatorIn(String namespace) {
        return accounts.computeIfAbsent(namespace, name -> new RealAccount(client, this::impersonating, name));
    }

    @Override
    public Dialer dialer() {
        return network;
    }

    @Override
    public PodNetwork network() {
        return network;
    }

    @Override
    public MountedSecrets mounts() {
        return secrets;
    }

    private Optional<Secret> secret(String namespace, String name) {
        return Optional.ofNullable(
                client.secrets().inNamespace(namespace).withName(name).get());
    }

    /** The way to Pods for an operator that runs as a process of its own. */
    public PodGateway podGateway() {
        return gateway;
    }

    /** To be ended, frozen and brought back; so only on a plane that nobody else uses. */
    public PlanePart etcd() {
        return processes.etcd();
    }

    /** As {@link #etcd}. */
    public PlanePart apiServer() {
        return processes.apiServer();
    }

    /** As {@link #etcd}. */
    public PlanePart controllerManager() {
        return processes.controllerManager();
    }

    /** Starts one more on the same etcd, as long as this plane lives, and says how its administrator reaches it. */
    public Config startAnotherApiServer() {
        return configuration(processes.startAnotherApiServer(), files.adminToken());
    }

    /** Starts a program beside the plane's own; its log is kept as theirs are, and the caller ends it. */
    public GuardedProcess run(String name, List<String> command) {
        return GuardedProcess.start(name, command, files.directory(), files.logs());
    }

    /** Keeps the processes' logs beyond the end of this plane, and says in the failure where they are. */
    public void failed(Throwable failure) {
        failed.set(true);
        failure.addSuppressed(new LogsKept(files.logs()));
    }

    /** Where its processes keep their files; deleted with the plane. */
    public Path directory() {
        return files.directory();
    }

    private Socket dial(String address, int port, Duration timeout) throws IOException {
        return services.dial(address, port, timeout);
    }

    private KubernetesClient clientWith(String token) {
        return new KubernetesClientBuilder().withConfig(configuration(token)).build();
    }

    /** For whom this bearer token stands. */
    public Config configuration(String token) {
        return configuration(processes.address(), token);
    }

    private static Config configuration(ApiServerAddress address, String token) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(address.url())
                .withOauthToken(token)
                .withCaCertFile(address.certificate().toString())
                .withNamespace("default")
                .build();
    }

    @Override
    public void close() {
        accounts.values().forEach(RealAccount::close);
        node.close();
        secretWatch.close();
        services.close();
        client.close();
        processes.close();
        egress.close();
        gateway.close();
        programs.close();
        ScratchDirectory.delete(files.directory());
        if (!failed.get()) {
            ScratchDirectory.delete(files.logs());
        }
    }
}
