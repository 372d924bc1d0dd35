package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Workload;
import java.util.Map;
import java.util.Optional;

/**
 * A custom resource of manifests that makes Pods from a Deployment's template in its place, as an Argo Rollout with
 * {@code spec.workloadRef} does: the Deployment is scaled to zero, and its Pods are there all the same.
 *
 * @param replicas Pods that it wants
 */
record BorrowedTemplate(String namespace, String kind, String name, int replicas, Provenance provenance) {

    static Optional<BorrowedTemplate> of(GenericKubernetesResource object, Provenance provenance) {
        return object.getAdditionalProperties().get("spec") instanceof Map<?, ?> spec
                        && spec.get("workloadRef") instanceof Map<?, ?> reference
                        && reference.get("kind") instanceof String kind
                        && reference.get("name") instanceof String name
                ? Optional.of(new BorrowedTemplate(
                        Metadata.of(object).namespace(),
                        kind,
                        name,
                        spec.get("replicas") instanceof Integer replicas ? replicas : 1,
                        provenance))
                : Optional.empty();
    }

    boolean makesPodsOf(Workload workload) {
        return workload.desiredPods() == 0
                && workload.key().kind().equals(kind)
                && workload.key().namespace().equals(namespace)
                && workload.key().name().equals(name)
                && workload.provenance().mayMeet(provenance);
    }
}
