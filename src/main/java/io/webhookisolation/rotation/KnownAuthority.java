package io.webhookisolation.rotation;

import io.webhookisolation.certificate.Generation;
import java.security.cert.X509Certificate;

/**
 * One of our own authorities, as its Secret holds it.
 *
 * @param hasKey whether it can still sign; the key goes once its successor is in use, the certificate stays until it expires
 */
public record KnownAuthority(Generation generation, X509Certificate certificate, boolean hasKey) {

    public int number() {
        return generation.number();
    }
}
