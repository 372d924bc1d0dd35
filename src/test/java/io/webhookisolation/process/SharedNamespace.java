package io.webhookisolation.process;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.real.RealControlPlane;
import io.webhookisolation.scenario.AdmissionCalls;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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
        this(plane, name, Component.scaffolded("lws"));
    }

    private SharedNamespace(RealControlPlane plane, String name, Component broad) {
        this.client = plane.client();
        this.name = name;
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        lws = Installation.of(client, broad, name);
        Installation.of(client, Component.scaffolded("kueue").selecting(KUEUE), name)
                .awaitReady();
        lws.awaitEndpoints(2);
    }

    /** The Pods of {@code lws} carry the label that its Service selects by, and no other. */
    static SharedNamespace unlabelled(RealControlPlane plane, String name) {
        var lws = Component.scaffolded("lws");
        return new SharedNamespace(plane, name, lws.labelled(lws.selector()));
    }

    String name() {
        return name;
    }

    Installation lws() {
        return lws;
    }

    AdmissionCalls call(int times) {
        return lws.call(times);
    }

    void create(SelectorsSpec.Mode mode) {
        create(new SelectorsSpec(mode, null, null, null, null, null));
    }

    void create(SelectorsSpec selectors) {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace(name);
        policy.getMetadata().setName("webhooks");
        policy.setSpec(new PolicySpec(null, selectors, PolicySpec.OnDelete.Retain, null));
        client.resource(policy).create();
    }

    void awaitRepair() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(this::isNarrowed);
        lws.awaitEndpoints(1);
    }

    boolean isNarrowed() {
        return selector(SERVICE).equals(NARROW);
    }

    /** Until the policy says so with this reason; returns the whole sentence. */
    String awaitCondition(String type, String reason) {
        return await().atMost(PATIENCE)
                .until(
                        () -> conditions()
                                .filter(condition -> condition.getType().equals(type))
                                .filter(condition -> condition.getReason().equals(reason))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .getMessage();
    }

    /** The neighbour's selector is as it was. */
    boolean leftTheNeighbourAlone() {
        return selector("kueue-webhook-service").equals(KUEUE);
    }

    Map<String, String> selector(String service) {
        return service(service).getSpec().getSelector();
    }

    /** Who is named in {@code managedFields} of the Service that was broad. */
    List<String> fieldManagers() {
        return service(SERVICE).getMetadata().getManagedFields().stream()
                .map(ManagedFieldsEntry::getManager)
                .toList();
    }

    private Service service(String service) {
        return Objects.requireNonNull(
                client.services().inNamespace(name).withName(service).get());
    }

    private Stream<Condition> conditions() {
        return Stream.ofNullable(client.resources(WebhookIsolationPolicy.class)
                        .inNamespace(name)
                        .withName("webhooks")
                        .get())
                .map(WebhookIsolationPolicy::getStatus)
                .flatMap(Stream::ofNullable)
                .map(PolicyStatus::conditions)
                .flatMap(Stream::ofNullable)
                .flatMap(List::stream);
    }
}
