package io.webhookisolation.manifest;

import io.webhookisolation.convert.ClaimConversion;
import io.webhookisolation.model.NameClaim;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Collects which names the objects of files claim, of whatever kind: a ServiceAccount or ClusterRole that two components
 * write is as much in the way as a webhook configuration.
 */
final class Claims {

    /** Of the kinds that we know nothing else about: manifests often leave out the namespace. */
    private static final Set<String> NAMESPACED = Set.of(
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "ConfigMap",
            "Secret",
            "Lease",
            "PersistentVolumeClaim",
            "PodDisruptionBudget",
            "HorizontalPodAutoscaler",
            "NetworkPolicy",
            "Ingress",
            "Issuer",
            "ServiceMonitor",
            "PodMonitor");

    private final Namespacing namespacing;
    private final List<NameClaim> claims = new ArrayList<>();

    Claims(Namespacing namespacing) {
        this.namespacing = namespacing;
    }

    /**
     * A namespace is not claimed but shared, and a generated name is nobody's.
     *
     * @param content of the object before anything in it was moved to another namespace
     */
    void add(RawObject raw, int content, Provenance provenance) {
        if (!raw.kind().equals("Namespace") && raw.json().path("metadata").has("name")) {
            var key = new ObjectKey(raw.apiVersion(), raw.kind(), namespace(raw), raw.name(), raw.source());
            claims.add(ClaimConversion.ofFile(raw.json(), content, key, provenance));
        }
    }

    List<NameClaim> all() {
        return claims;
    }

    private String namespace(RawObject raw) {
        var namespaced = raw.known()
                .map(Kind::isNamespaced)
                .orElseGet(() -> !raw.namespace().isEmpty() || NAMESPACED.contains(raw.kind()));
        return namespaced ? namespacing.target(raw.namespace()) : "";
    }
}
