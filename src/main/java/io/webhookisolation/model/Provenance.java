package io.webhookisolation.model;

import java.util.Optional;

/**
 * What says with which installation an object came.
 *
 * @param component display name: Helm release, else chart, else file or folder name, else empty
 * @param helmRelease {@code namespace/name} of the annotations {@code meta.helm.sh/release-*}
 * @param chart chart name of a {@code # Source:} head comment
 * @param olmOwner ClusterServiceVersion that owns the object
 * @param document boundary of a source document (file, chart or folder); empty on a cluster and where it says nothing
 * @param homeNamespace the namespace that the manifest itself names, before an assumed one took its place; on a
 *     cluster the object's namespace; empty where the manifest names none
 */
public record Provenance(
        String component,
        Optional<String> helmRelease,
        Optional<String> chart,
        Optional<String> olmOwner,
        Optional<String> document,
        Optional<String> homeNamespace) {

    public static final Provenance NONE = new Provenance(
            "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Whether two objects can mean the same third one when they write the same name.
     *
     * <p>In manifests that are judged together, nine components mount a Secret {@code webhook-server-cert}; they mean nine
     * Secrets.
     */
    public boolean mayMeet(Provenance other) {
        return !differ(document, other.document) && !differ(homeNamespace, other.homeNamespace);
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }
}
