package io.webhookisolation.cluster.api;

import io.webhookisolation.cluster.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A path that leads to a resource, read as the API server reads it before it knows what it serves.
 *
 * @param group empty for the core group
 * @param namespace empty for cluster-scoped resources and for lists over all namespaces
 * @param name empty for lists
 * @param subresource empty for the object itself
 */
public record ResourcePath(
        String group, String version, String plural, String namespace, String name, String subresource) {

    /** Empty for paths that lead to no resource. */
    public static Optional<ResourcePath> of(String path) {
        var parts = Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
        if (parts.size() >= 3 && parts.get(0).equals("api")) {
            return Optional.of(of("", parts.get(1), parts.subList(2, parts.size())));
        }
        if (parts.size() >= 4 && parts.get(0).equals("apis")) {
            return Optional.of(of(parts.get(1), parts.get(2), parts.subList(3, parts.size())));
        }
        return Optional.empty();
    }

    private static ResourcePath of(String group, String version, List<String> rest) {
        // "namespaces/a/status" is a part of Namespace a; "namespaces/a/pods" is a list in it.
        var inNamespace = rest.getFirst().equals("namespaces")
                && rest.size() > 2
                && !List.of("status", "finalize").contains(rest.get(2));
        var namespace = inNamespace ? rest.get(1) : "";
        var own = inNamespace ? rest.subList(2, rest.size()) : rest;
        return new ResourcePath(group, version, own.getFirst(), namespace, part(own, 1), part(own, 2));
    }

    private static String part(List<String> parts, int index) {
        return parts.size() > index ? parts.get(index) : "";
    }

    /** As in RBAC. */
    public String verb(HttpRequest request) {
        return verb(request, name.isEmpty());
    }

    static String verb(HttpRequest request, boolean list) {
        return switch (request.method()) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> list ? "deletecollection" : "delete";
            default -> {
                if (request.flag("watch")) {
                    yield "watch";
                }
                yield list ? "list" : "get";
            }
        };
    }

    /** {@code services}, {@code deployments.apps/status}. */
    public String resource() {
        var qualified = group.isEmpty() ? plural : plural + "." + group;
        return subresource.isEmpty() ? qualified : qualified + "/" + subresource;
    }
}
