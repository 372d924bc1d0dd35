package io.webhookisolation.scenario;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Somebody who has the founding Service in his manifests, broad as it was. */
final class Rival {

    private final KubernetesClient client;
    private final Service whole;

    /** Reads the Service as it is now. */
    Rival(FoundingNamespace world) {
        this.client = world.client();
        this.whole = world.service();
    }

    /** Server-side, as a tool does that may conflict. */
    void apply(String manager) {
        client.resource(manifest()).fieldManager(manager).serverSideApply();
    }

    void applyForced(String manager) {
        client.resource(manifest()).fieldManager(manager).forceConflicts().serverSideApply();
    }

    /** Client-side: the whole object as it once was, without our annotation; returns the field manager of it. */
    String put() {
        var old = new ServiceBuilder(whole)
                .editMetadata()
                .withResourceVersion(null)
                .withManagedFields()
                .endMetadata()
                .build();
        return client.resource(old).update().getMetadata().getManagedFields().stream()
                .filter(entry -> entry.getFieldsV1()
                        .getAdditionalProperties()
                        .getOrDefault("f:spec", "")
                        .toString()
                        .contains("f:selector"))
                .map(entry -> entry.getManager())
                .findFirst()
                .orElseThrow();
    }

    /** Deletes the Service and installs it anew, as nobody's but this manager's. */
    void install(String manager) {
        client.resource(whole).delete();
        apply(manager);
    }

    private Service manifest() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(whole.getMetadata().getNamespace())
                .withName(whole.getMetadata().getName())
                .endMetadata()
                .withNewSpec()
                .withSelector(FoundingNamespace.BROAD)
                .withPorts(whole.getSpec().getPorts())
                .endSpec()
                .build();
    }
}
