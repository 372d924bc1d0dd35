package io.webhookisolation.scenario;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.webhookisolation.pki.ServingSecret;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Replaces the Pods of a Deployment whenever its serving Secret changes, as the project of that name does. */
final class Reloader implements AutoCloseable {

    private static final String ANNOTATION = "secret.reloader.stakater.com/reload";

    private final KubernetesClient client;
    private final Installation webhook;
    private final SharedIndexInformer<Secret> secrets;
    private final AtomicInteger reloads = new AtomicInteger();

    private Reloader(Installation webhook, KubernetesClient client) {
        this.client = client;
        this.webhook = webhook;
        secrets = client.secrets()
                .inNamespace(webhook.namespace())
                .withName(webhook.component().secret())
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(Secret secret) {}

                    @Override
                    public void onUpdate(Secret before, Secret secret) {
                        if (!Objects.equals(before.getData(), secret.getData())) {
                            reload(secret);
                        }
                    }

                    @Override
                    public void onDelete(Secret secret, boolean unknown) {}
                });
    }

    /** Asks for it by the annotation that it reads. */
    static Reloader of(Installation webhook, KubernetesClient client) {
        client.resource(webhook.manifests().deployment())
                .edit(deployment -> new DeploymentBuilder(deployment)
                        .editMetadata()
                        .addToAnnotations(ANNOTATION, webhook.component().secret())
                        .endMetadata()
                        .build());
        return new Reloader(webhook, client);
    }

    private void reload(Secret secret) {
        reloads.incrementAndGet();
        var variable = "STAKATER_"
                + secret.getMetadata().getName().toUpperCase(Locale.ROOT).replaceAll("[-.]+", "_") + "_SECRET";
        var value = Integer.toHexString(Objects.hashCode(secret.getData().get(ServingSecret.CHAIN)));
        client.resource(webhook.manifests().deployment())
                .edit(deployment -> new DeploymentBuilder(deployment)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .removeMatchingFromEnv(env -> env.getName().equals(variable))
                        .addToEnv(new EnvVar(variable, value, null))
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
    }

    int reloads() {
        return reloads.get();
    }

    @Override
    public void close() {
        secrets.close();
    }
}
