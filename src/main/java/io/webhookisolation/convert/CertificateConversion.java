package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Source;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Converts cert-manager's Certificates, for which we have no types of our own; what has an odd type is left out. */
public final class CertificateConversion {

    private CertificateConversion() {}

    public static Certificate toModel(GenericKubernetesResource object, Source source, Provenance provenance) {
        Map<?, ?> spec = object.getAdditionalProperties().get("spec") instanceof Map<?, ?> map ? map : Map.of();
        var names = new TreeSet<String>();
        if (spec.get("dnsNames") instanceof List<?> list) {
            list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .forEach(names::add);
        }
        var secret = spec.get("secretName") instanceof String name ? name : "";
        return new Certificate(Metadata.of(object).key(source), provenance, names, secret);
    }
}
