package io.webhookisolation.convert;

import static java.util.function.Predicate.not;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.SelectorManager;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides from a Service alone who manages its selector, and from a Deployment alone who writes it: by field managers,
 * tracking marks and owners. Of several the most adverse counts.
 *
 * <p>A tool is known by any field that it wrote, since whoever changes the selector, as we do, takes just that field from
 * its entry. A person's {@code kubectl edit}, {@code patch} or {@code create} is no manager: nothing will write again.
 */
final class ManagerRecognition {

    /** By the name of their field manager in entries of server-side apply. */
    private static final Map<String, ManagerKind> APPLYING_TOOLS = Map.of(
            "argocd-controller", ManagerKind.ARGO_CD_SERVER_SIDE,
            "argocd-application-controller", ManagerKind.ARGO_CD_SERVER_SIDE,
            "kustomize-controller", ManagerKind.FLUX_KUSTOMIZE,
            "helm-controller", ManagerKind.FLUX_HELM,
            "helm", ManagerKind.HELM_4);

    /** By the name of their field manager in entries of other writes. */
    private static final Map<String, ManagerKind> UPDATING_TOOLS = Map.of(
            "argocd-controller", ManagerKind.ARGO_CD_CLIENT_SIDE,
            "argocd-application-controller", ManagerKind.ARGO_CD_CLIENT_SIDE,
            "kustomize-controller", ManagerKind.FLUX_KUSTOMIZE,
            "helm-controller", ManagerKind.FLUX_HELM,
            "helm", ManagerKind.HELM_3,
            "kubectl-client-side-apply", ManagerKind.KUBECTL_CLIENT_SIDE,
            "olm", ManagerKind.OLM);

    /** Fields that only somebody writes who has the whole Service in his manifests. */
    private static final Set<String> DEFINING = Set.of("f:selector", "f:ports");

    private static final Comparator<SelectorManager> MOST_ADVERSE_FIRST =
            Comparator.comparing(SelectorManager::kind).reversed().thenComparing(SelectorManager::name);

    private ManagerRecognition() {}

    /** Where several signs tell of one manager, the first in this order is named. */
    static SelectorManager of(Metadata meta) {
        return Stream.of(byFieldManager(meta), TrackingMarks.of(meta), helm(meta).stream(), byOwner(meta))
                .flatMap(managers -> managers)
                .min(MOST_ADVERSE_FIRST)
                .orElse(SelectorManager.NONE);
    }

    private static Stream<SelectorManager> byFieldManager(Metadata meta) {
        return entries(meta)
                .flatMap(entry -> kind(entry).stream().map(kind -> manager(entry, kind)))
                .sorted(Comparator.comparing(SelectorManager::detail));
    }

    private static Optional<ManagerKind> kind(ManagedFieldsEntry entry) {
        var name = OrEmpty.text(entry.getManager());
        if (!isApply(entry)) {
            return Optional.ofNullable(UPDATING_TOOLS.get(name));
        }
        return Optional.ofNullable(APPLYING_TOOLS.get(name))
                .or(() -> definesService(entry)
                        ? Optional.of(
                                name.equals("kubectl") ? ManagerKind.KUBECTL_SERVER_SIDE : ManagerKind.SERVER_SIDE)
                        : Optional.empty());
    }

    private static SelectorManager manager(ManagedFieldsEntry entry, ManagerKind kind) {
        var name = OrEmpty.text(entry.getManager());
        return new SelectorManager(kind, name, "managedFields: " + (isApply(entry) ? "Apply" : "Update"));
    }

    /**
     * Helm marks what it installs, and only {@code managedFields} tell which Helm it was: version 3 leaves updates, also
     * where it is built into another tool. Nothing left means that nobody knows, and that is unsafe.
     */
    private static Optional<SelectorManager> helm(Metadata meta) {
        var updated = entries(meta).anyMatch(entry -> !isApply(entry) && definesService(entry));
        return TrackingMarks.helmRelease(meta)
                .map(mark -> new SelectorManager(updated ? ManagerKind.HELM_3 : ManagerKind.HELM_4, "helm", mark));
    }

    private static Stream<SelectorManager> byOwner(Metadata meta) {
        var bundle = meta.owners().stream()
                .filter(ManagerRecognition::isBundle)
                .map(owner -> new SelectorManager(ManagerKind.OLM, "olm", "owned by " + name(owner)));
        var operator = meta.controller().stream()
                .filter(not(ManagerRecognition::isBundle))
                .map(owner -> new SelectorManager(ManagerKind.OPERATOR, name(owner), "controlled by it"));
        return Stream.concat(bundle, operator);
    }

    private static boolean isBundle(OwnerReference owner) {
        return owner.kind().equals("ClusterServiceVersion");
    }

    private static String name(OwnerReference owner) {
        return owner.kind() + "/" + owner.name();
    }

    /** Of the object itself, ours left out. */
    static Stream<ManagedFieldsEntry> entries(Metadata meta) {
        return meta.managedFields().stream()
                .filter(entry -> OrEmpty.text(entry.getSubresource()).isEmpty())
                .filter(entry -> !FieldManager.NAME.equals(entry.getManager()));
    }

    private static boolean isApply(ManagedFieldsEntry entry) {
        return "Apply".equals(entry.getOperation());
    }

    private static boolean definesService(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && DEFINING.stream().anyMatch(spec::containsKey);
    }
}
