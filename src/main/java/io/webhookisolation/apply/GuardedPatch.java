package io.webhookisolation.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.convert.FieldManager;
import io.webhookisolation.model.StepResult;

/** Sends one write, once: the client's own retries would hide what happened. */
final class GuardedPatch {

    /** The API server's answer. */
    sealed interface Answer<T> {}

    /** It was accepted; {@code object} is the whole object as it stands now. */
    record Written<T>(T object) implements Answer<T> {}

    /** It was not, or nobody knows. */
    record Refused<T>(StepResult why) implements Answer<T> {}

    private final KubernetesClient client;

    GuardedPatch(KubernetesClient client) {
        var once = new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestRetryBackoffLimit(0)
                .build();
        this.client = client.adapt(NamespacedKubernetesClient.class)
                .withRequestConfig(once)
                .call(sameClient -> sameClient);
    }

    /** Under our field manager. {@code target} only says which object; its content is not sent. */
    <T extends HasMetadata> Answer<T> send(T target, PatchType type, String body) {
        var context = new PatchContext.Builder()
                .withPatchType(type)
                .withFieldManager(FieldManager.NAME)
                .build();
        try {
            return new Written<>(client.resource(target).patch(context, body));
        } catch (KubernetesClientException failure) {
            return new Refused<>(Failures.ofPatch(failure, type, target.getPlural()));
        }
    }

    /**
     * Refused if there is one of this name already. The client has no way to name a field manager here, so that the API
     * server names it after the program; the object is ours, and the entry may stay.
     */
    <T extends HasMetadata> Answer<T> create(T object) {
        try {
            return new Written<>(client.resource(object).create());
        } catch (KubernetesClientException failure) {
            return new Refused<>(Failures.ofCreate(failure, object.getPlural()));
        }
    }
}
