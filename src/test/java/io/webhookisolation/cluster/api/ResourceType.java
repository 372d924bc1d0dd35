package io.webhookisolation.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * One served resource.
 *
 * @param group empty for the core group
 * @param openApi structural schema of a custom resource; empty for built-in kinds
 * @param merging where lists and maps are merged, and where they are replaced as a whole
 */
public record ResourceType(
        String group,
        String version,
        String plural,
        String kind,
        boolean namespaced,
        Set<Trait> traits,
        JsonNode openApi,
        MergeSchema merging) {

    /** What some kinds do and others do not. */
    public enum Trait {
        /** {@code status} is written through its subresource only. */
        STATUS,
        /** {@code metadata.generation} counts the changes of what is wanted. */
        GENERATION,
        /** A PUT must name the resourceVersion that it replaces. */
        UPDATE_GUARDED,
        /** Defined by a CustomResourceDefinition. */
        CUSTOM
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@code services}, {@code deployments.apps}: the form that the API server's messages use. */
    String qualifiedName() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    boolean isKind(String otherGroup, String otherKind) {
        return group.equals(otherGroup) && kind.equals(otherKind);
    }
}
