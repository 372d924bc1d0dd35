package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.Workload;
import java.util.Map;
import java.util.Optional;

/**
 * Converts custom resources of manifests that make Pods from {@code spec.template}, as Argo's Rollout and OpenKruise's
 * CloneSet do.
 *
 * <p>No API server promises that their selectors are immutable, so that no label of theirs counts as lasting for that
 * reason.
 */
final class CustomWorkloadConversion {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private CustomWorkloadConversion() {}

    /** Empty if what stands there is no Pod template after all. */
    static Optional<Workload> toModel(GenericKubernetesResource object, Source source, Provenance provenance) {
        var spec = object.getAdditionalProperties().get("spec") instanceof Map<?, ?> map ? map : Map.of();
        return template(spec)
                .map(template -> new Workload(
                        Metadata.of(object).key(source),
                        Metadata.of(object).uid(),
                        provenance,
                        Metadata.of(object).labels(),
                        LabelSet.EMPTY,
                        PodConversion.template(template),
                        spec.get("replicas") instanceof Integer replicas ? replicas : 1,
                        Rollout.SETTLED,
                        Metadata.of(object).controller()));
    }

    private static Optional<PodTemplateSpec> template(Map<?, ?> spec) {
        try {
            return Optional.ofNullable(spec.get("template"))
                    .map(template -> SERIALIZATION.convertValue(template, PodTemplateSpec.class));
        } catch (IllegalArgumentException anotherShape) {
            return Optional.empty();
        }
    }
}
