package io.webhookisolation.rotation;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Tells which of our authorities signed something, by the signature and not by the name alone. */
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
                        .filter(authority -> signed(authority.certificate(), leaf))
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

    static boolean signed(X509Certificate authority, X509Certificate below) {
        if (!below.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        try {
            below.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException notByThisKey) {
            return false;
        }
    }
}
