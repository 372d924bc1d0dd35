package io.webhookisolation.trust;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.x509.ParsedBundle;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A call site that a serving Secret answers to, with what its live bundle holds.
 *
 * @param serverName whom it calls: {@code <service>.<namespace>.svc}, or the host of its URL
 * @param trusted the certificates of its bundle in order, each with the time since when the bundle has held it without a gap
 */
public record Caller(CallSite site, String serverName, Map<X509Certificate, Instant> trusted) {

    public Caller {
        trusted = Collections.unmodifiableMap(new LinkedHashMap<>(trusted));
    }

    /**
     * As read from its live bundle.
     *
     * @param since what is known of earlier looks; a certificate without an entry counts from {@code now}, so that a lost
     *     time starts again
     */
    public static Caller of(CallSite site, String serverName, Map<X509Certificate, Instant> since, Instant now) {
        var trusted = new LinkedHashMap<X509Certificate, Instant>();
        ParsedBundle.parse(site.bundle())
                .certificates()
                .forEach(certificate -> trusted.put(certificate, since.getOrDefault(certificate, now)));
        return new Caller(site, serverName, trusted);
    }

    /** An APIService may ask for no verification at all. */
    public boolean verifies() {
        return !site.insecureSkipTlsVerify();
    }

    /** What every API server knows by now, if news reaches each within the dwell. */
    public List<X509Certificate> trustedFor(Duration dwell, Instant now) {
        var latest = now.minus(dwell);
        return trusted.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(latest))
                .map(Map.Entry::getKey)
                .toList();
    }
}
