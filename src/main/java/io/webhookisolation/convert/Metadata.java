package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the conversions read of an object's {@code metadata}; every part of it may be missing. */
record Metadata(
        String apiVersion,
        String kind,
        String namespace,
        String name,
        String uid,
        String resourceVersion,
        long generation,
        LabelSet labels,
        Map<String, String> annotations,
        List<OwnerReference> owners,
        Optional<OwnerReference> controller,
        List<ManagedFieldsEntry> managedFields,
        boolean terminating) {

    static Metadata of(HasMetadata object) {
        var meta = orNew(object.getMetadata());
        return new Metadata(
                OrEmpty.text(object.getApiVersion()),
                OrEmpty.text(object.getKind()),
                OrEmpty.text(meta.getNamespace()),
                OrEmpty.text(meta.getName()),
                OrEmpty.text(meta.getUid()),
                OrEmpty.text(meta.getResourceVersion()),
                meta.getGeneration() == null ? 0 : meta.getGeneration(),
                labels(meta),
                OrEmpty.map(meta.getAnnotations()),
                OrEmpty.list(meta.getOwnerReferences()).stream()
                        .map(Metadata::owner)
                        .toList(),
                OrEmpty.list(meta.getOwnerReferences()).stream()
                        .filter(reference -> OrEmpty.flag(reference.getController()))
                        .map(Metadata::owner)
                        .findFirst(),
                OrEmpty.list(meta.getManagedFields()),
                !OrEmpty.text(meta.getDeletionTimestamp()).isEmpty());
    }

    static LabelSet labels(@Nullable ObjectMeta meta) {
        return LabelSet.of(OrEmpty.map(orNew(meta).getLabels()));
    }

    ObjectKey key(Source source) {
        return new ObjectKey(apiVersion, kind, namespace, name, source);
    }

    String annotation(String name) {
        return annotations.getOrDefault(name, "");
    }

    /** The reason for which a user asked us to leave this object alone; empty if he did not. */
    String ignored() {
        var reason = annotation(Service.IGNORE);
        return annotations.containsKey(Service.IGNORE) && reason.isBlank() ? "no reason given" : reason;
    }

    private static ObjectMeta orNew(@Nullable ObjectMeta meta) {
        return meta == null ? new ObjectMeta() : meta;
    }

    private static OwnerReference owner(io.fabric8.kubernetes.api.model.OwnerReference reference) {
        return new OwnerReference(
                OrEmpty.text(reference.getApiVersion()),
                OrEmpty.text(reference.getKind()),
                OrEmpty.text(reference.getName()),
                OrEmpty.text(reference.getUid()));
    }
}
