package io.webhookisolation.cluster.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a path leads to.
 *
 * @param namespace empty for cluster-scoped resources and for lists over all namespaces
 * @param name empty for lists
 * @param subresource empty for the object itself
 */
record Target(ResourceType type, String namespace, String name, String subresource) {

    /** Empty for paths that lead to no resource. */
    static Optional<Target> of(String path, ResourceTypes types) {
        var parts = Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
        if (parts.size() >= 3 && parts.get(0).equals("api")) {
            return of("", parts.get(1), parts.subList(2, parts.size()), types);
        }
        if (parts.size() >= 4 && parts.get(0).equals("apis")) {
            return of(parts.get(1), parts.get(2), parts.subList(3, parts.size()), types);
        }
        return Optional.empty();
    }

    private static Optional<Target> of(String group, String version, List<String> rest, ResourceTypes types) {
        // "namespaces/a/status" is a part of Namespace a; "namespaces/a/pods" is a list in it.
        var inNamespace = rest.getFirst().equals("namespaces")
                && rest.size() > 2
                && !List.of("status", "finalize").contains(rest.get(2));
        var namespace = inNamespace ? rest.get(1) : "";
        var own = inNamespace ? rest.subList(2, rest.size()) : rest;
        return types.find(group, version, own.getFirst())
                .map(type -> new Target(type, namespace, part(own, 1), part(own, 2)));
    }

    private static String part(List<String> parts, int index) {
        return parts.size() > index ? parts.get(index) : "";
    }

    boolean isList() {
        return name.isEmpty();
    }
}
