package io.webhookisolation.cluster.api;

/**
 * One request that the API server answered.
 *
 * @param verb as in RBAC: {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch},
 *     {@code delete}, {@code deletecollection}
 * @param resource qualified plural, with {@code /subresource} if there is one: {@code services}, {@code deployments.apps/status}
 * @param namespace empty for cluster-scoped requests
 * @param name empty for lists
 * @param body as it was sent
 * @param manager the field manager; empty for reads
 * @param dryRun nothing was stored
 * @param code HTTP status of the answer; 0 if the connection was dropped
 */
public record Call(
        String user,
        String verb,
        String resource,
        String namespace,
        String name,
        String contentType,
        String body,
        String manager,
        boolean dryRun,
        int code) {

    public boolean isWrite() {
        return switch (verb) {
            case "create", "update", "patch", "delete", "deletecollection" -> true;
            default -> false;
        };
    }

    Call by(String newManager) {
        return new Call(user, verb, resource, namespace, name, contentType, body, newManager, dryRun, code);
    }

    Call answered(int status) {
        return new Call(user, verb, resource, namespace, name, contentType, body, manager, dryRun, status);
    }
}
