package io.webhookisolation.isolation;

import io.webhookisolation.model.Severity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The dates of a certificate; both ends belong to it (RFC 5280, 4.1.2.5). */
record Lifetime(Instant from, Instant until) {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration WEEK = Duration.ofDays(7);

    static Lifetime of(X509Certificate certificate) {
        return new Lifetime(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    boolean contains(Instant now) {
        return !now.isBefore(from) && !now.isAfter(until);
    }

    /** Says when it began or ends, whichever is the trouble at {@code now}. */
    String trouble(Instant now) {
        return now.isBefore(from) ? "begins only at " + from : "ended at " + until;
    }

    /**
     * How urgent its end is; empty while there is time. Short-lived certificates are renewed late by design, so that what is
     * left is measured by the whole life.
     */
    Optional<Severity> urgency(Instant now) {
        var life = Duration.between(from, until);
        var left = Duration.between(now, until);
        if (isShorter(left, life.multipliedBy(3).dividedBy(100), WEEK)) {
            return Optional.of(Severity.ERROR);
        }
        return isShorter(left, life.dividedBy(10), MONTH) ? Optional.of(Severity.WARNING) : Optional.empty();
    }

    private static boolean isShorter(Duration left, Duration share, Duration most) {
        return left.compareTo(share) < 0 && left.compareTo(most) < 0;
    }
}
