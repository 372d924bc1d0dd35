package io.webhookisolation.trust;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * Dates of certificates, as API servers see them whose clocks are not ours.
 *
 * @param clocksDiffer at most by this
 */
public record Dates(Duration clocksDiffer) {

    /** Also for an API server whose clock is behind ours. */
    public boolean isExpiredForAll(X509Certificate certificate, Instant now) {
        return !certificate.getNotAfter().toInstant().isAfter(now.minus(clocksDiffer));
    }
}
