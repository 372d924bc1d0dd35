package io.webhookisolation.pki;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a certificate is valid, both ends included; certificates know no fractions of a second. */
record Validity(Instant notBefore, Instant notAfter) {

    Validity {
        notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
        notAfter = notAfter.truncatedTo(ChronoUnit.SECONDS);
    }

    static Validity of(X509Certificate certificate) {
        return new Validity(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    Validity intersect(Validity other) {
        return new Validity(
                notBefore.isAfter(other.notBefore) ? notBefore : other.notBefore,
                notAfter.isBefore(other.notAfter) ? notAfter : other.notAfter);
    }

    boolean isEmpty() {
        return !notBefore.isBefore(notAfter);
    }
}
