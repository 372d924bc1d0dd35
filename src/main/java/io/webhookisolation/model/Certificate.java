package io.webhookisolation.model;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A cert-manager Certificate: the promise that a Secret holds a certificate for these names (evidence E2).
 *
 * @param secretName the Secret that it writes, in its own namespace
 */
public record Certificate(ObjectKey key, Provenance provenance, SortedSet<String> dnsNames, String secretName) {

    public Certificate {
        dnsNames = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(dnsNames));
    }
}
