package io.webhookisolation.process;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.real.RealControlPlane;
import io.webhookisolation.scenario.AdmissionCalls;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.Installation;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** The founding case in a namespace of its own: {@code lws} selects too much, and {@code kueue} is hit. */
final class SharedNamespace {

    static final String SERVICE = "lws-webhook-service";

    /** Twice 5 s for the proof, on a machine that does other things besides. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Map<String, String> NARROW =
            Map.of("control-plane", "controller-manager", "app.kubernetes.io/name", "lws");
    private static final Map<String, String> KUEUE = Map.of("app.kubernetes.io/name", "kueue");

    private final KubernetesClient client;
    private final String name;
    private final Installation lws;

    SharedNamespace(RealControlPlane plane, String name) {
        this.client = plane.client();
        this.name = name;
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        lws = Installation.of(client, Component.scaffolded("lws"), name);
        Installation.of(client, Component.scaffolded("kueue").selecting(KUEUE), name)
                .awaitReady();
        lws.awaitEndpoints(2);
    }

    String name() {
        return name;
    }

    AdmissionCalls call(int times) {
        return lws.call(times);
    }

    void create(SelectorsSpec.Mode mode) {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace(name);
        policy.getMetadata().setName("webhooks");
        policy.setSpec(new PolicySpec(
                null, new SelectorsSpec(mode, null, null, null, null, null), PolicySpec.OnDelete.Retain, null));
        client.resource(policy).create();
    }

    void awaitRepair() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> selector(SERVICE).equals(NARROW));
        lws.awaitEndpoints(1);
    }

    /** The neighbour's selector is as it was. */
    boolean leftTheNeighbourAlone() {
        return selector("kueue-webhook-service").equals(KUEUE);
    }

    private Map<String, String> selector(String service) {
        return Objects.requireNonNull(
                        client.services().inNamespace(name).withName(service).get())
                .getSpec()
                .getSelector();
    }
}
