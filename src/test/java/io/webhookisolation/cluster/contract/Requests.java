package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.scenario.Once;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The requests that several contract tests send, each once: the client's own retries would hide what was answered. */
record Requests(KubernetesClient client, String namespace) {

    static Requests of(KubernetesClient client, String namespace) {
        return new Requests(Once.of(client), namespace);
    }

    Service createService(String name, Map<String, String> selector) {
        return client.resource(service(name, selector)).create();
    }

    Service service(String name, Map<String, String> selector) {
        return new ServiceBuilder()
                .withApiVersion("v1")
                .withKind("Service")
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withSelector(selector)
                .addNewPort()
                .withPort(443)
                .withProtocol("TCP")
                .withNewTargetPort(9443)
                .endPort()
                .endSpec()
                .build();
    }

    <T extends HasMetadata> T applied(T object, String manager) {
        return client.resource(object).fieldManager(manager).serverSideApply();
    }

    <T extends HasMetadata> T applyForced(T object, String manager) {
        return client.resource(object).fieldManager(manager).forceConflicts().serverSideApply();
    }

    <T extends HasMetadata> T mergePatch(T object, String manager, String patch) {
        return patch(object, PatchType.JSON_MERGE, manager, patch);
    }

    <T extends HasMetadata> T jsonPatch(T object, String manager, String patch) {
        return patch(object, PatchType.JSON, manager, patch);
    }

    private <T extends HasMetadata> T patch(T object, PatchType type, String manager, String patch) {
        var context = new PatchContext.Builder()
                .withPatchType(type)
                .withFieldManager(manager)
                .build();
        return client.resource(object).patch(context, patch);
    }

    GenericKubernetesResource policy(String name, Map<String, Object> spec) {
        var policy = new GenericKubernetesResource();
        policy.setApiVersion("webhook-isolation.io/v1alpha1");
        policy.setKind("WebhookIsolationPolicy");
        policy.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
        policy.setAdditionalProperty("spec", spec);
        return policy;
    }

    void deleteService(String name, Map<String, String> preconditions) {
        client.raw(
                "/api/v1/namespaces/" + namespace + "/services/" + name,
                "DELETE",
                Map.of("kind", "DeleteOptions", "apiVersion", "v1", "preconditions", preconditions));
    }

    /** The writers that own a Service's selector: manager and operation. */
    static Stream<String> selectorOwners(Service service) {
        return service.getMetadata().getManagedFields().stream()
                .filter(Requests::ownsSelector)
                .map(entry -> entry.getManager() + " " + entry.getOperation());
    }

    private static boolean ownsSelector(ManagedFieldsEntry entry) {
        return entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && spec.containsKey("f:selector");
    }

    static KubernetesClientException refusal(ThrowingCallable request) {
        return catchThrowableOfType(KubernetesClientException.class, request);
    }
}
