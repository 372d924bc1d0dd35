package io.webhookisolation.cluster.proxy;

import io.webhookisolation.cluster.api.ResourcePath;
import io.webhookisolation.cluster.api.WriteOptions;
import io.webhookisolation.cluster.http.HttpRequest;
import java.util.Locale;
import java.util.Map;

/**
 * One request that a client sent.
 *
 * @param user whom the proxy stands for
 * @param verb as in RBAC: {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch},
 *     {@code delete}, {@code deletecollection}; the method for paths that lead to no resource
 * @param resource qualified plural, with {@code /subresource} if there is one: {@code services}, {@code deployments.apps/status};
 *     or a path that leads to no resource
 * @param namespace empty for cluster-scoped requests
 * @param name empty for lists
 * @param query decoded; of a repeated parameter the last value
 * @param body as it was sent
 * @param manager the field manager; empty for reads
 * @param dryRun nothing was stored
 * @param code HTTP status of the answer; 0 if there is none yet, or if the connection broke
 * @param done the API server did what it was asked for, even if the client was not told
 */
public record Call(
        String user,
        String verb,
        String resource,
        String namespace,
        String name,
        Map<String, String> query,
        String contentType,
        String body,
        String manager,
        boolean dryRun,
        int code,
        boolean done) {

    static Call of(HttpRequest request, String user) {
        var path = ResourcePath.of(request.path());
        var options = WriteOptions.of(request);
        var call = new Call(
                user,
                path.map(found -> found.verb(request))
                        .orElseGet(() -> request.method().toLowerCase(Locale.ROOT)),
                path.map(ResourcePath::resource).orElse(request.path()),
                path.map(ResourcePath::namespace).orElse(""),
                path.map(ResourcePath::name).orElse(""),
                request.query(),
                request.header("content-type").orElse(""),
                request.body(),
                options.manager(),
                options.dryRun(),
                0,
                false);
        return call.isWrite() ? call : call.by("");
    }

    /** Asking what one may do is a {@code create} as well, and writes nothing. */
    public boolean isWrite() {
        return switch (verb) {
            case "create", "update", "patch", "delete", "deletecollection" ->
                !resource.endsWith("reviews.authorization.k8s.io");
            default -> false;
        };
    }

    private Call by(String newManager) {
        return new Call(
                user, verb, resource, namespace, name, query, contentType, body, newManager, dryRun, code, done);
    }

    Call answered(int status, boolean newDone) {
        return new Call(
                user, verb, resource, namespace, name, query, contentType, body, manager, dryRun, status, newDone);
    }
}
