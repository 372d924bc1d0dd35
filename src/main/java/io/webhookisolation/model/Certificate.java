package io.webhookisolation.model;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a Secret holds (evidence E2): a cert-manager Certificate's promise that it will be a certificate for these names, or
 * the names in its {@code tls.crt}, where that was read.
 *
 * @param key of the Certificate, or of the Secret itself
 * @param secretName the Secret that it writes, in its own namespace
 */
public record Certificate(ObjectKey key, Provenance provenance, SortedSet<String> dnsNames, String secretName) {

    public Certificate {
        dnsNames = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(dnsNames));
    }

    /** Whether the Secret itself was read, which outweighs every promise. */
    public boolean isRead() {
        return key.kind().equals("Secret");
    }
}
