package io.webhookisolation.cluster;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.webhookisolation.cluster.admission.AdmissionCaller;
import io.webhookisolation.cluster.api.ApiServer;
import io.webhookisolation.cluster.api.Change;
import io.webhookisolation.cluster.controller.ClusterState;
import io.webhookisolation.cluster.controller.ControllerLoop;
import io.webhookisolation.cluster.controller.DeploymentController;
import io.webhookisolation.cluster.controller.EndpointSliceController;
import io.webhookisolation.cluster.controller.GarbageCollector;
import io.webhookisolation.cluster.controller.NamespaceController;
import io.webhookisolation.cluster.controller.NodeAgent;
import io.webhookisolation.cluster.controller.ReplicaSetController;
import io.webhookisolation.cluster.pod.MountedSecrets;
import io.webhookisolation.cluster.pod.PodNetwork;
import io.webhookisolation.cluster.pod.PodPrograms;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.probe.Dialer;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.Installation;
import io.webhookisolation.scenario.OperatorAccount;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * A cluster inside this JVM, up within milliseconds: API server, controllers, Pods that serve TLS on loopback.
 *
 * <p>A stand-in: {@code docs/development.md} lists what it does not do.
 */
public final class EmbeddedControlPlane implements ControlPlane {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ApiServer server;
    private final PodNetwork network = new PodNetwork();
    private final ClusterState state;
    private final MountedSecrets secrets;
    private final PodPrograms programs;
    private final EndpointSliceController endpointSlices;
    private final ControllerLoop controllers;
    private final AdmissionCaller admission;
    private final EmbeddedApiServer api;

    private EmbeddedControlPlane(InstantSource clock, long seed) {
        server = new ApiServer(clock, seed);
        state = new ClusterState(server);
        secrets = new MountedSecrets((namespace, name) -> state.get(Secret.class, namespace, name), clock);
        programs = new PodPrograms(network, secrets);
        endpointSlices = new EndpointSliceController(state);
        controllers = new ControllerLoop(List.of(
                new NodeAgent(state, programs, clock),
                new ReplicaSetController(state),
                new DeploymentController(state),
                endpointSlices,
                new GarbageCollector(state),
                new NamespaceController(state)));
        admission = new AdmissionCaller(state, network, clock, seed);
        server.admission(admission);
        server.listen(controllers::changed);
        server.listen(this::mount);
        api = new EmbeddedApiServer(server);
    }

    public static EmbeddedControlPlane start() {
        return start(1);
    }

    /** The seed decides names that the API server makes, and to which endpoints its calls go. */
    public static EmbeddedControlPlane start(long seed) {
        return start(InstantSource.system(), seed);
    }

    /** Takes time stamps, and the dates of certificates, from this clock. */
    public static EmbeddedControlPlane start(InstantSource clock, long seed) {
        var plane = new EmbeddedControlPlane(clock, seed);
        plane.controllers.start();
        plane.furnish();
        return plane;
    }

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public KubernetesClient client() {
        return api.client();
    }

    @Override
    public KubernetesClient clientAs(String user) {
        return api.clientAs(user);
    }

    /** Through which all clients of this user talk to the API server. */
    public FaultProxy proxy(String user) {
        return api.proxy(user);
    }

    @Override
    public OperatorAccount operatorIn(String namespace) {
        var account = api.account("system:serviceaccount:" + namespace + ":webhook-isolation");
        // The one right that no test must lend the operator unnoticed.
        account.deny("get", "", "secrets");
        return account;
    }

    @Override
    public Dialer dialer() {
        return network;
    }

    /** Content of a kubeconfig file for this user. */
    public String kubeconfig(String user) {
        return """
                apiVersion: v1
                kind: Config
                current-context: embedded
                clusters:
                - name: embedded
                  cluster:
                    server: %s
                users:
                - name: %s
                  user:
                    token: %s
                contexts:
                - name: embedded
                  context:
                    cluster: embedded
                    user: %s
                    namespace: default
                """.formatted(proxy(user).url(), user, user, user);
    }

    /** What users are denied, and how far back it remembers. */
    public ApiServer server() {
        return server;
    }

    @Override
    public PodNetwork network() {
        return network;
    }

    @Override
    public MountedSecrets mounts() {
        return secrets;
    }

    public AdmissionCaller admission() {
        return admission;
    }

    public void createNamespace(String name) {
        api.createNamespace(name);
    }

    /** Creates all objects of the component and waits until its Service leads to its Pods. */
    public Installation install(Component component, String namespace) {
        var installation = Installation.of(client(), component, namespace);
        awaitSettled();
        return installation;
    }

    /** Returns once all controllers have nothing left to do. */
    public void awaitSettled() {
        try {
            controllers.awaitSettled(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the controllers were busy", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on no EndpointSlice changes, as when their controller fails over. */
    public void holdEndpointSlices() {
        controllers.hold(endpointSlices);
    }

    public void releaseEndpointSlices() {
        controllers.release(endpointSlices);
    }

    private void mount(Change change) {
        if (change.type().kind().equals("Secret")) {
            change.after().map(json -> JSON.convertValue(json, Secret.class)).ifPresent(secrets::changed);
        }
    }

    private void furnish() {
        api.furnish("default", "kube-system");
        client().resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(NodeAgent.NODE)
                        .endMetadata()
                        .build())
                .create();
    }

    @Override
    public void close() {
        api.close();
        controllers.close();
        programs.close();
    }
}
