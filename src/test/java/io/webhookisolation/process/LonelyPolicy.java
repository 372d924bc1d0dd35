package io.webhookisolation.process;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.real.RealControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A policy in a namespace with nothing else in it: all that an operator can do is to say so in its status. */
final class LonelyPolicy {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KubernetesClient client;
    private final String namespace;

    LonelyPolicy(RealControlPlane plane, String namespace) {
        this.client = plane.client();
        this.namespace = namespace;
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace(namespace);
        policy.getMetadata().setName("webhooks");
        policy.setSpec(new PolicySpec(null, null, null, null));
        client.resource(policy).create();
    }

    WebhookIsolationPolicy get() {
        return Objects.requireNonNull(client.resources(WebhookIsolationPolicy.class)
                .inNamespace(namespace)
                .withName("webhooks")
                .get());
    }

    WebhookIsolationPolicy awaitEvaluated() {
        return await().atMost(PATIENCE).until(this::get, policy -> policy.getStatus() != null);
    }

    /** What this one tried to say in its status; in order. */
    List<Call> statusesOf(Replica replica) {
        return replica.writes().stream()
                .filter(call -> call.namespace().equals(namespace))
                .toList();
    }
}
