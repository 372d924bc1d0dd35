package io.webhookisolation.cluster.api;

import io.webhookisolation.cluster.http.HttpRequest;
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
        return ResourcePath.of(path).flatMap(parts -> of(parts, types));
    }

    private static Optional<Target> of(ResourcePath path, ResourceTypes types) {
        return types.find(path.group(), path.version(), path.plural())
                .map(type -> new Target(type, path.namespace(), path.name(), path.subresource()));
    }

    String verb(HttpRequest request) {
        return ResourcePath.verb(request, isList());
    }

    boolean isList() {
        return name.isEmpty();
    }
}
