package io.webhookisolation.convert;

import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.TrustBundle;
import io.webhookisolation.x509.DnsNames;
import io.webhookisolation.x509.ParsedBundle;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.SortedSet;

/** Reduces a Secret to the names that its certificate is for; of the rest, its key above all, nothing is kept. */
public final class SecretConversion {

    /** Where a Secret of type {@code kubernetes.io/tls} holds its chain, leaf first (core/v1 API doc). */
    public static final String CHAIN = "tls.crt";

    private SecretConversion() {}

    /** {@code dnsNames} are those of its leaf. */
    public static Certificate toModel(ObjectKey secret, Provenance provenance, SortedSet<String> dnsNames) {
        return new Certificate(secret, provenance, dnsNames, secret.name());
    }

    /** The names of the leaf of a chain in PEM form; none if it holds no certificate that can be read. */
    public static SortedSet<String> dnsNames(String chain) {
        var bytes = chain.getBytes(StandardCharsets.ISO_8859_1);
        return ParsedBundle.parse(new TrustBundle(bytes)).certificates().stream()
                .findFirst()
                .map(DnsNames::of)
                .orElseGet(Collections::emptySortedSet);
    }

    /** What an API server keeps as {@code data}; empty if it is no base64. */
    public static String decoded(String data) {
        try {
            return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
