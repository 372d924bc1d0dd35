package io.webhookisolation.observe;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.convert.ProvenanceConversion;
import io.webhookisolation.convert.SnapshotAssembler;
import io.webhookisolation.model.Source;

/** Adds cert-manager's Certificates to a world, read live: few change, and most clusters have none. */
final class Certificates {

    private final KubernetesClient client;

    Certificates(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Adds a Gap if they cannot be read.
     *
     * @param namespace empty for all
     */
    void addTo(SnapshotAssembler world, String namespace) {
        try {
            ForeignKind.CERTIFICATE
                    .list(client, namespace)
                    .forEach(certificate ->
                            world.add(certificate, Source.CLUSTER, ProvenanceConversion.ofCluster(certificate)));
        } catch (KubernetesClientException refused) {
            var kind = ForeignKind.CERTIFICATE;
            world.gap(ReadFailure.of(refused).gap("list", kind.kind(), kind.resource(), namespace));
        }
    }
}
