package io.webhookisolation.manifest;

import io.webhookisolation.convert.SecretConversion;
import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Provenance;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Secret as it stands in a file, of which nothing is read but its certificate; whatever is wrong with the rest of it. */
record SecretInFile(RawObject raw, Namespacing namespacing) {

    /** Empty without a certificate that can be read, as in a Secret that a job or an injector is to fill. */
    Optional<Certificate> certificate(Provenance origin) {
        var key = new ObjectKey(
                raw.apiVersion(), raw.kind(), namespacing.target(raw.namespace()), raw.name(), raw.source());
        return chains().map(SecretConversion::dnsNames)
                .filter(names -> !names.isEmpty())
                .findFirst()
                .map(names -> names.stream().map(namespacing::moved).collect(Collectors.toCollection(TreeSet::new)))
                .map(names -> SecretConversion.toModel(key, origin, names));
    }

    /** {@code stringData} wins over {@code data} (core/v1 API doc). */
    private Stream<String> chains() {
        return Stream.of(text("stringData"), SecretConversion.decoded(text("data")));
    }

    private String text(String field) {
        return raw.json().path(field).path(SecretConversion.CHAIN).asText("");
    }
}
