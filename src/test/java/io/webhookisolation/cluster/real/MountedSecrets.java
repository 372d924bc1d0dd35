package io.webhookisolation.cluster.real;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Secrets as the files of a Pod show them: a change arrives late, as with a kubelet, which takes up to its sync period and
 * its cache's age (Kubernetes documentation, "Mounted Secrets are updated automatically").
 */
final class MountedSecrets implements BiFunction<String, String, Optional<Secret>>, AutoCloseable {

    private final Map<String, Secret> mounted = new ConcurrentHashMap<>();
    private final KubernetesClient client;
    private final SharedIndexInformer<Secret> informer;
    private volatile Duration delay = Duration.ZERO;

    MountedSecrets(KubernetesClient client) {
        this.client = client;
        this.informer = client.secrets().inAnyNamespace().inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Secret secret) {
                mounted.put(key(secret), secret);
            }

            @Override
            public void onUpdate(Secret before, Secret after) {
                CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> mounted.put(key(after), after));
            }

            @Override
            public void onDelete(Secret secret, boolean finalStateUnknown) {
                // The files of running Pods stay.
            }
        });
    }

    /** From now on a change takes this long. */
    void delay(Duration newDelay) {
        delay = newDelay;
    }

    @Override
    public Optional<Secret> apply(String namespace, String name) {
        return Optional.ofNullable(mounted.computeIfAbsent(
                namespace + "/" + name,
                key -> client.secrets().inNamespace(namespace).withName(name).get()));
    }

    private static String key(Secret secret) {
        return secret.getMetadata().getNamespace() + "/" + secret.getMetadata().getName();
    }

    @Override
    public void close() {
        informer.close();
    }
}
