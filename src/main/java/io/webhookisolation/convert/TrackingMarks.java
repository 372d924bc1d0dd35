package io.webhookisolation.convert;

import io.webhookisolation.model.ManagerKind;
import io.webhookisolation.model.SelectorManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Labels and annotations by which tools find their objects again, or are told how to write them. */
final class TrackingMarks {

    private static final String HELM_RELEASE = "meta.helm.sh/release-name";

    /** By prefix of the key. */
    private static final List<Mark> MARKS = List.of(
            new Mark("argocd.argoproj.io/tracking-id", "argocd-controller", ManagerKind.ARGO_CD_CLIENT_SIDE),
            new Mark("argocd.argoproj.io/instance", "argocd-controller", ManagerKind.ARGO_CD_CLIENT_SIDE),
            new Mark("kustomize.toolkit.fluxcd.io/", "kustomize-controller", ManagerKind.FLUX_KUSTOMIZE),
            new Mark("helm.toolkit.fluxcd.io/", "helm-controller", ManagerKind.FLUX_HELM),
            new Mark("olm.owner", "olm", ManagerKind.OLM),
            new Mark("olm.managed", "olm", ManagerKind.OLM),
            new Mark("olm.operatorframework.io/", "olm", ManagerKind.OLM),
            new Mark(
                    "kubectl.kubernetes.io/last-applied-configuration",
                    "kubectl-client-side-apply",
                    ManagerKind.KUBECTL_CLIENT_SIDE));

    /** Argo CD's annotations with options for one object, of which these replace or compare the whole selector. */
    private static final Map<String, List<String>> WHOLE = Map.of(
            "argocd.argoproj.io/sync-options", List.of("ServerSideApply=true", "Replace=true"),
            "argocd.argoproj.io/compare-options", List.of("ServerSideDiff=true"));

    private record Mark(String prefix, String manager, ManagerKind kind) {

        Stream<SelectorManager> in(String where, Map<String, String> map) {
            return map.keySet().stream()
                    .filter(key -> key.startsWith(prefix))
                    .limit(1)
                    .map(found -> new SelectorManager(kind, manager, where + " " + prefix));
        }
    }

    private TrackingMarks() {}

    static Stream<SelectorManager> of(Metadata meta) {
        var tracked = MARKS.stream()
                .flatMap(mark -> Stream.concat(
                        mark.in("label", meta.labels().entries()), mark.in("annotation", meta.annotations())));
        return Stream.concat(tracked, options(meta));
    }

    /** How Helm marks an object that it installed; where somebody else rendered the chart, this mark is missing. */
    static Optional<String> helmRelease(Metadata meta) {
        return meta.annotation(HELM_RELEASE).isEmpty() ? Optional.empty() : Optional.of("annotation " + HELM_RELEASE);
    }

    private static Stream<SelectorManager> options(Metadata meta) {
        return WHOLE.entrySet().stream()
                .flatMap(annotation -> Stream.of(
                                meta.annotation(annotation.getKey()).split(","))
                        .map(String::strip)
                        .filter(annotation.getValue()::contains)
                        .map(option -> new SelectorManager(
                                ManagerKind.ARGO_CD_SERVER_SIDE,
                                "argocd-controller",
                                "annotation " + annotation.getKey() + ": " + option)));
    }
}
