package io.webhookisolation.rotation;

import io.webhookisolation.x509.SignedBy;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which of our authorities a chain leads to. */
final class Issuers {

    private Issuers() {}

    /**
     * The authority of ours that signed the leaf.
     *
     * @param chain leaf first; empty gives none
     */
    static Optional<KnownAuthority> of(List<X509Certificate> chain, Collection<KnownAuthority> authorities) {
        return chain.stream()
                .findFirst()
                .flatMap(leaf -> authorities.stream()
                        .filter(authority -> SignedBy.is(authority.certificate(), leaf))
                        .findFirst());
    }

    /** Those certificates of a chain that lead from this authority's leaves to another authority. */
    static List<X509Certificate> crosses(List<X509Certificate> chain, KnownAuthority issuer) {
        return chain.stream()
                .skip(1)
                .filter(certificate ->
                        certificate.getPublicKey().equals(issuer.certificate().getPublicKey()))
                .filter(certificate -> !certificate.equals(issuer.certificate()))
                .toList();
    }
}
