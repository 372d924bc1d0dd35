package io.webhookisolation.pki;

import java.security.cert.X509Certificate;

/** A generation that can issue: its certificate, and the key that this certificate is about; another key is refused. */
public record Authority(X509Certificate certificate, SigningKey key) {

    public Authority {
        if (!key.belongsTo(certificate)) {
            throw new IllegalArgumentException("the key does not belong to "
                    + certificate.getSubjectX500Principal().getName());
        }
    }
}
