package io.webhookisolation.scenario;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.webhookisolation.cluster.proxy.FaultProxy;

/** Somebody who watches a kind whose conversion webhook is rotated, and begins again whenever the API server ends that. */
final class ThingWatch implements AutoCloseable {

    private final FaultProxy proxy;
    private final KubernetesClient client;
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    private ThingWatch(KubernetesClient admin, ResourceDefinitionContext kind, String namespace) {
        proxy = FaultProxy.start(admin.getConfiguration(), "watcher");
        client = new KubernetesClientBuilder().withConfig(proxy.configuration()).build();
        client.getConfiguration().setWatchReconnectInterval(100);
        informer =
                client.genericKubernetesResources(kind).inNamespace(namespace).inform();
    }

    /** Returns once it watches. */
    static ThingWatch start(KubernetesClient admin, ResourceDefinitionContext kind, String namespace) {
        return new ThingWatch(admin, kind, namespace);
    }

    /**
     * How often it had to list anew: a watch that ends with the storage of its kind cannot be resumed, since the new storage
     * knows no earlier version (410).
     */
    long ended() {
        return proxy.calls().stream().filter(call -> call.verb().equals("list")).count() - 1;
    }

    @Override
    public void close() {
        informer.close();
        client.close();
        proxy.close();
    }
}
