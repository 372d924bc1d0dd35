package io.webhookisolation.app;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.convert.AppliedAnnotation;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.ControlPlane;
import io.webhookisolation.scenario.Installation;
import io.webhookisolation.scenario.OperatorAccount;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A namespace with a repair at hand, in a cluster that has all kinds which are read before one. */
final class HinderedNamespace implements AutoCloseable {

    static final Map<String, String> BROAD = Map.of("control-plane", "controller-manager");

    private static final String SERVICE = "lws-webhook-service";
    private static final Component NEIGHBOUR =
            Component.scaffolded("kueue").selecting(Map.of("app.kubernetes.io/name", "kueue"));

    private final KubernetesClient client;
    private final String name;
    private final OperatorAccount account;
    private final Installation lws;
    private final List<CustomResourceDefinition> definitions = List.of(
            definition("cert-manager.io", "Certificate", "certificates"),
            definition("gateway.networking.k8s.io", "HTTPRoute", "httproutes"),
            definition("monitoring.coreos.com", "ServiceMonitor", "servicemonitors"));

    /** The namespace must exist; returns once its Services lead to their Pods. */
    HinderedNamespace(ControlPlane plane, String name) {
        this.client = plane.client();
        this.name = name;
        this.account = plane.operatorIn(name);
        definitions.forEach(definition -> client.resource(definition).create());
        lws = Installation.of(client, Component.scaffolded("lws"), name);
        Installation.of(client, NEIGHBOUR, name).awaitReady();
        lws.awaitEndpoints(2);
        enforce();
    }

    /** The operator's. */
    OperatorAccount account() {
        return account;
    }

    boolean isNarrow() {
        return selector().containsKey("app.kubernetes.io/name");
    }

    Map<String, String> selector() {
        return service().get().getSpec().getSelector();
    }

    /** What the operator wrote to selectors, or tried to; a trace in managedFields it may remove at any time. */
    List<Call> writes() {
        return account.proxy().calls().stream()
                .filter(call -> call.isWrite() && call.resource().equals("services"))
                .filter(call -> call.body().contains("selector"))
                .toList();
    }

    boolean isStalledBy(Right right) {
        return stalled()
                .filter(condition -> condition.getReason().equals("Forbidden"))
                .filter(condition -> condition.getMessage().contains("cannot " + right))
                .isPresent();
    }

    Optional<Condition> stalled() {
        var status = client.resources(WebhookIsolationPolicy.class)
                .inNamespace(name)
                .withName("webhooks")
                .get()
                .getStatus();
        return status == null || status.conditions() == null
                ? Optional.empty()
                : status.conditions().stream()
                        .filter(condition -> condition.getType().equals("Stalled"))
                        .findFirst();
    }

    void renewService() {
        service().delete();
        client.resource(lws.manifests().service()).create();
    }

    /** As somebody does who takes back what we wrote. */
    void widen() {
        patchService("{\"spec\":{\"selector\":{\"app.kubernetes.io/name\":null}}," + "\"metadata\":{\"annotations\":{\""
                + AppliedAnnotation.NAME + "\":null}}}");
    }

    /** What nobody asks for beforehand is tried again after a pause, or at the next change such as this. */
    void touchService() {
        patchService(touched());
    }

    /** The same for a Service that is as it should be. */
    void touchNeighbour() {
        patch(NEIGHBOUR.service(), touched());
    }

    private void patchService(String body) {
        patch(SERVICE, body);
    }

    private void patch(String service, String body) {
        service(service).patch(PatchContext.of(PatchType.JSON_MERGE), body);
    }

    private static String touched() {
        return "{\"metadata\":{\"labels\":{\"touched\":\"" + System.nanoTime() + "\"}}}";
    }

    private ServiceResource<Service> service() {
        return service(SERVICE);
    }

    private ServiceResource<Service> service(String service) {
        return client.services().inNamespace(name).withName(service);
    }

    private void enforce() {
        var policy = new WebhookIsolationPolicy();
        policy.setMetadata(
                new ObjectMetaBuilder().withNamespace(name).withName("webhooks").build());
        policy.setSpec(new PolicySpec(
                null, new SelectorsSpec(SelectorsSpec.Mode.Enforce, null, null, null, null, null), null, null));
        client.resource(policy).create();
    }

    private static CustomResourceDefinition definition(String group, String kind, String plural) {
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(plural + "." + group)
                // An API server lets nobody define kinds of *.k8s.io who does not say that they are approved.
                .addToAnnotations("api-approved.kubernetes.io", "unapproved, for tests")
                .endMetadata()
                .withNewSpec()
                .withGroup(group)
                .withScope("Namespaced")
                .withNewNames()
                .withKind(kind)
                .withPlural(plural)
                .endNames()
                .addNewVersion()
                .withName("v1")
                .withServed(true)
                .withStorage(true)
                .withNewSchema()
                .withNewOpenAPIV3Schema()
                .withType("object")
                .withXKubernetesPreserveUnknownFields(true)
                .endOpenAPIV3Schema()
                .endSchema()
                .endVersion()
                .endSpec()
                .build();
    }

    /** The kinds would be those of other tests too. */
    @Override
    public void close() {
        definitions.forEach(definition -> client.resource(definition).delete());
    }
}
