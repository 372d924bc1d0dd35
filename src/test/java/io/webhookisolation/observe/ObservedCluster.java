package io.webhookisolation.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.webhookisolation.cluster.EmbeddedApiServer;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.scenario.OperatorAccount;
import java.util.List;
import java.util.stream.IntStream;

/** The namespaces a, b and c, where nothing happens by itself, and who observes them. */
final class ObservedCluster implements AutoCloseable {

    private final EmbeddedApiServer server = EmbeddedApiServer.start("a", "b", "c");
    private final OperatorAccount observer = server.account("observer");
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(proxy().configuration())
                    .withRequestRetryBackoffLimit(0)
                    .withWatchReconnectInterval(20)
                    .build())
            .build();

    /** The observer's: it does not repeat failed requests, and renews failed watches soon. */
    KubernetesClient client() {
        return client;
    }

    /** Somebody else's, who may do everything. */
    KubernetesClient admin() {
        return server.client();
    }

    void create(HasMetadata... objects) {
        for (var object : objects) {
            admin().resource(object).create();
        }
    }

    void createPods(String namespace, int count) {
        server.createAll(IntStream.range(0, count)
                .mapToObj(number -> Samples.pod(namespace, "pod-" + number))
                .toList());
    }

    /**
     * From now on the observer may not.
     *
     * @param resource as permissions name it: {@code pods}, {@code httproutes.gateway.networking.k8s.io}
     */
    void deny(String verb, String resource) {
        observer.deny(verb, group(resource), plural(resource));
    }

    void allow(String verb, String resource) {
        observer.allow(verb, group(resource), plural(resource));
    }

    private static String plural(String resource) {
        return resource.split("\\.", 2)[0];
    }

    private static String group(String resource) {
        return resource.substring(plural(resource).length()).replaceFirst("^\\.", "");
    }

    /** Between the observer and the API server. */
    FaultProxy proxy() {
        return observer.proxy();
    }

    /** What the observer asked for. */
    List<Call> calls() {
        return proxy().calls();
    }

    /** What it asked for of this resource. */
    List<Call> calls(String resource) {
        return calls().stream().filter(call -> call.resource().equals(resource)).toList();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
