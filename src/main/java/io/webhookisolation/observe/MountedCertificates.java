package io.webhookisolation.observe;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.convert.SecretConversion;
import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads for which names the Secrets of one namespace hold a certificate (evidence E2): one Secret after the other, for one
 * question, and nothing of it is kept but the names.
 */
final class MountedCertificates {

    private final KubernetesClient client;
    private final String namespace;
    private final List<Certificate> found = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    MountedCertificates(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** A Secret that is not there, or that we may not read, says nothing; what could not be read this time is a Gap. */
    Snapshot addTo(Snapshot snapshot, Collection<String> secrets) {
        secrets.forEach(this::read);
        return snapshot.withCertificates(Stream.concat(snapshot.certificates().stream(), found.stream())
                        .toList())
                .withGaps(Stream.concat(snapshot.gaps().stream(), gaps.stream()).toList());
    }

    private void read(String name) {
        try {
            var secret = client.resources(ChainOfSecret.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .get();
            if (secret != null) {
                found.add(SecretConversion.toModel(
                        ObjectKey.live("v1", "Secret", namespace, name),
                        Provenance.NONE,
                        SecretConversion.dnsNames(secret.chain())));
            }
        } catch (KubernetesClientException failed) {
            var failure = ReadFailure.of(failed);
            if (!failure.forbidden()) {
                gaps.add(new Gap(
                        "Secret",
                        false,
                        "cannot get secrets in namespace " + namespace + ": "
                                // Whatever complains about an answer that it cannot read may quote it.
                                + (failure.answered() ? failure.message() : "no answer that could be read")));
            }
        }
    }
}
