package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.webhookisolation.model.SelectorManager;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides from a Service alone who manages its selector: field managers first, then tracking marks, then its controller.
 *
 * <p>A person's {@code kubectl edit}, {@code patch} or {@code create} is no manager: nothing will write again.
 */
final class ManagerRecognition {

    /** Tools that write again although they do not use server-side apply, by field manager. */
    private static final Set<String> UPDATING_TOOLS = Set.of(
            "argocd-controller",
            "argocd-application-controller",
            "kustomize-controller",
            "helm-controller",
            "helm",
            "kubectl-client-side-apply",
            "olm");

    /** Labels and annotations by which a tool finds its objects again. */
    private static final List<Mark> MARKS = List.of(
            new Mark("argocd.argoproj.io/tracking-id", "argocd-controller"),
            new Mark("argocd.argoproj.io/instance", "argocd-controller"),
            new Mark("kustomize.toolkit.fluxcd.io/", "kustomize-controller"),
            new Mark("helm.toolkit.fluxcd.io/", "helm-controller"),
            new Mark("olm.owner", "olm"),
            new Mark("olm.operatorframework.io/", "olm"),
            new Mark("meta.helm.sh/release-name", "helm"));

    private record Mark(String prefix, String manager) {
        boolean isIn(Map<String, String> map) {
            return map.keySet().stream().anyMatch(key -> key.startsWith(prefix));
        }
    }

    private ManagerRecognition() {}

    static SelectorManager of(Metadata meta) {
        return byFieldManager(meta)
                .or(() -> byMark(meta))
                .or(() -> byController(meta))
                .orElse(SelectorManager.NONE);
    }

    private static Optional<SelectorManager> byFieldManager(Metadata meta) {
        return meta.managedFields().stream()
                .filter(ManagerRecognition::ownsSelector)
                .filter(entry -> !FieldManager.NAME.equals(entry.getManager()))
                .filter(entry -> isApply(entry) || UPDATING_TOOLS.contains(OrEmpty.text(entry.getManager())))
                .map(entry -> new SelectorManager(
                        OrEmpty.text(entry.getManager()),
                        true,
                        "field manager " + OrEmpty.text(entry.getManager()) + " owns the selector by "
                                + (isApply(entry) ? "server-side apply" : "update")))
                .min(Comparator.comparing(SelectorManager::name).thenComparing(SelectorManager::detail));
    }

    private static boolean isApply(ManagedFieldsEntry entry) {
        return "Apply".equals(entry.getOperation());
    }

    private static boolean ownsSelector(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && spec.containsKey("f:selector");
    }

    private static Optional<SelectorManager> byMark(Metadata meta) {
        var labels = meta.labels().entries();
        var marked = MARKS.stream()
                .flatMap(mark -> Stream.of(found(mark, "label", labels), found(mark, "annotation", meta.annotations()))
                        .flatMap(Optional::stream))
                .findFirst();
        return marked.or(() -> "Helm".equals(labels.get("app.kubernetes.io/managed-by"))
                ? Optional.of(new SelectorManager("helm", true, "label app.kubernetes.io/managed-by=Helm"))
                : Optional.empty());
    }

    private static Optional<SelectorManager> found(Mark mark, String where, Map<String, String> map) {
        return mark.isIn(map)
                ? Optional.of(new SelectorManager(mark.manager(), true, where + " " + mark.prefix()))
                : Optional.empty();
    }

    private static Optional<SelectorManager> byController(Metadata meta) {
        return meta.controller().map(controller -> {
            var name = controller.kind() + "/" + controller.name();
            return new SelectorManager(name, true, "controlled by " + name);
        });
    }
}
