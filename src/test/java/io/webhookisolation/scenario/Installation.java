package io.webhookisolation.scenario;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A component that is installed in a namespace: wait for it, and send admission calls through its Service.
 *
 * <p>Its client does not try again: a call that failed would hide behind one that did not.
 */
public final class Installation {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final Component component;
    private final String namespace;
    private final ComponentManifests manifests;
    private final AtomicLong asked = new AtomicLong();

    private Installation(KubernetesClient client, Component component, String namespace) {
        this.client = Once.of(client);
        this.component = component;
        this.namespace = namespace;
        this.manifests = new ComponentManifests(component, namespace);
    }

    /** Creates all objects of the component and returns at once. */
    public static Installation of(KubernetesClient client, Component component, String namespace) {
        return of(client, component, namespace, object -> true);
    }

    /** Creates only some of its objects. */
    static Installation of(
            KubernetesClient client, Component component, String namespace, Predicate<HasMetadata> which) {
        var installation = new Installation(client, component, namespace);
        installation.manifests.all().stream()
                .filter(which)
                .forEach(object -> client.resource(object).create());
        return installation;
    }

    public Component component() {
        return component;
    }

    public String namespace() {
        return namespace;
    }

    public ComponentManifests manifests() {
        return manifests;
    }

    /** Waits until the rollout is done and every ready Pod that the Service selects is an endpoint of it. */
    public Installation awaitReady() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> rolledOut() && hasReadyEndpoints());
        return this;
    }

    /** Forgets that a test made its certificates: a program that nobody knows would be taken for one that writes them again. */
    public Installation disown() {
        Stream.of(manifests.configuration(), manifests.secret()).forEach(object -> Disowned.by(client, object));
        return this;
    }

    /** Rolls out servers whose connections serve more than one call. */
    public void keepConnections() {
        client.resource(manifests.deployment()).edit(deployment -> {
            deployment
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .getArgs()
                    .add("--keep-connections");
            return deployment;
        });
        awaitReady();
    }

    /** Waits until the Service leads to just so many ready Pods. */
    public void awaitEndpoints(int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> readyEndpoints().count() == count);
    }

    /** One after the other; each asks the component's webhook, through its Service, whether a ConfigMap may be created. */
    public AdmissionCalls call(int times) {
        var results = new ArrayList<Optional<String>>();
        for (var i = 0; i < times; i++) {
            results.add(call());
        }
        return new AdmissionCalls(results);
    }

    /** Empty if the call was admitted, else the API server's message. */
    public Optional<String> call() {
        return callThrough(client);
    }

    /** The same through another API server, by a client that does not try again either. */
    Optional<String> callThrough(KubernetesClient apiServer) {
        var question = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("ask-" + asked.incrementAndGet())
                .withNamespace(namespace)
                .addToLabels(ComponentManifests.ASK_LABEL, component.name())
                .endMetadata()
                .build();
        try {
            apiServer.resource(question).dryRun(true).create();
            return Optional.empty();
        } catch (KubernetesClientException refused) {
            return Optional.of(message(refused));
        }
    }

    private static String message(KubernetesClientException refused) {
        return Optional.ofNullable(refused.getStatus())
                .map(Status::getMessage)
                .orElseGet(() -> String.valueOf(refused.getMessage()));
    }

    private boolean rolledOut() {
        var deployment = client.resources(Deployment.class)
                .inNamespace(namespace)
                .withName(component.deployment())
                .get();
        var status = deployment.getStatus();
        return status != null
                && Objects.equals(
                        status.getObservedGeneration(), deployment.getMetadata().getGeneration())
                && Objects.requireNonNullElse(status.getUpdatedReplicas(), 0) == component.replicas()
                && Objects.requireNonNullElse(status.getReplicas(), 0) == component.replicas()
                && Objects.requireNonNullElse(status.getAvailableReplicas(), 0) == component.replicas();
    }

    private boolean hasReadyEndpoints() {
        return readyEndpoints().count() >= component.replicas();
    }

    /** Names of the Pods that the Service leads to. */
    public Stream<String> readyEndpoints() {
        return client
                .resources(EndpointSlice.class)
                .inNamespace(namespace)
                .withLabel("kubernetes.io/service-name", component.service())
                .list()
                .getItems()
                .stream()
                .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()))
                .flatMap(List::stream)
                .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
                .map(endpoint -> endpoint.getTargetRef().getName());
    }
}
