package io.webhookisolation.cluster.api;

import io.webhookisolation.cluster.http.HttpRequest;

/**
 * How a write is meant.
 *
 * @param manager the field manager
 * @param force an apply takes over the fields of other managers
 * @param dryRun all checks are made, nothing is stored
 */
public record WriteOptions(String manager, boolean force, boolean dryRun) {

    public static WriteOptions of(HttpRequest request) {
        return new WriteOptions(
                manager(request),
                request.flag("force"),
                request.parameter("dryRun").isPresent());
    }

    /** The parameter, or the program's name as the User-Agent begins with it. */
    private static String manager(HttpRequest request) {
        return request.parameter("fieldManager")
                .orElseGet(() -> request.header("user-agent").orElse("unknown").split("[/ ]", 2)[0]);
    }
}
