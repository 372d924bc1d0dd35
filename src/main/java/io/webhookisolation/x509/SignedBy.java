package io.webhookisolation.x509;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

/** Tells who signed a certificate, by the signature and not by the name alone. */
public final class SignedBy {

    private SignedBy() {}

    /** Whether the key of {@code authority} signed {@code below}, and not only somebody of its name. */
    public static boolean is(X509Certificate authority, X509Certificate below) {
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
