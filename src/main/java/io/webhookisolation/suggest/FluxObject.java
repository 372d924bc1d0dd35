package io.webhookisolation.suggest;

import io.webhookisolation.model.Service;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Flux object that applies a Service, by the labels that Flux puts on what it applies. */
record FluxObject(String apiVersion, String kind, String namespace, String name) {

    static FluxObject kustomization(Service service) {
        return of(service, "kustomize.toolkit.fluxcd.io", "v1", "Kustomization");
    }

    static FluxObject helmRelease(Service service) {
        return of(service, "helm.toolkit.fluxcd.io", "v2", "HelmRelease");
    }

    private static FluxObject of(Service service, String group, String version, String kind) {
        return new FluxObject(
                group + "/" + version, kind, label(service, group + "/namespace"), label(service, group + "/name"));
    }

    private static String label(Service service, String key) {
        return service.labels().value(key).filter(Syntax::isName).orElse("");
    }

    Optional<String> known() {
        return name.isEmpty() ? Optional.empty() : Optional.of(namespace.isEmpty() ? name : namespace + "-" + name);
    }

    /** The head of its manifest, and the beginning of its spec. */
    List<String> head() {
        var metadata = known().isEmpty()
                ? List.of("# the one that applies the Service")
                : List.of("metadata:", "  name: " + Syntax.yaml(name), "  namespace: " + Syntax.yaml(namespace));
        return Stream.of(List.of("apiVersion: " + apiVersion, "kind: " + kind), metadata, List.of("spec:"))
                .flatMap(List::stream)
                .toList();
    }

    /** {@code Kustomization flux-system/apps}, or what it is if its name is not known. */
    @Override
    public String toString() {
        return known().isEmpty() ? "the " + kind + " that applies it" : kind + " " + namespace + "/" + name;
    }
}
