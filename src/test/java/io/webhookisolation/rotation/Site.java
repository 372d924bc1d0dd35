package io.webhookisolation.rotation;

import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.trust.Caller;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A caller with the bundles that some API server may still use. */
final class Site {

    private static final Duration LATE = Waits.DEFAULT.trust();

    final CallSite callSite;
    final Map<X509Certificate, Instant> since = new LinkedHashMap<>();
    private Set<X509Certificate> before = Set.of();
    private Instant written = Instant.EPOCH;

    Site(CallSite callSite, Collection<X509Certificate> bundle) {
        this.callSite = callSite;
        bundle.forEach(certificate -> since.put(certificate, Instant.EPOCH));
    }

    void write(List<X509Certificate> next, Instant now) {
        before = Set.copyOf(since.keySet());
        written = now;
        since.keySet().retainAll(next);
        next.forEach(certificate -> since.putIfAbsent(certificate, now));
    }

    List<Set<X509Certificate>> inUse(Instant now) {
        var live = Set.copyOf(since.keySet());
        return written.isAfter(now.minus(LATE)) ? List.of(live, before) : List.of(live);
    }

    Caller caller() {
        return new Caller(callSite, Mint.NAME, since);
    }
}
