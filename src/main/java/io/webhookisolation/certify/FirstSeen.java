package io.webhookisolation.certify;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.trust.Caller;
import io.webhookisolation.trust.Scope;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Since when what is live has been live, as far as this process has seen it; thread-safe.
 *
 * <p>Nothing of it is stored: after a restart all times count from then, which makes a rotation later and never less safe.
 */
final class FirstSeen {

    private final Map<String, Map<X509Certificate, Instant>> trusted = new ConcurrentHashMap<>();
    private final Map<String, Version> stored = new ConcurrentHashMap<>();

    private final Map<ObjectKey, Instant> absent = new ConcurrentHashMap<>();

    private record Version(String uid, String resourceVersion, Instant since) {}

    /** The call site as it is live now; empty if nobody can tell whom it calls. */
    Optional<Caller> caller(CallSite live, Instant now) {
        return Scope.serverName(live).map(name -> {
            var key = live.toString();
            var caller = Caller.of(live, name, trusted.getOrDefault(key, Map.of()), now);
            trusted.put(key, new LinkedHashMap<>(caller.trusted()));
            return caller;
        });
    }

    /** Since when it has been asked for in vain; one that is there is not asked for. */
    Instant absentSince(ObjectKey secret, Instant now) {
        return absent.computeIfAbsent(secret, key -> now);
    }

    void isThere(ObjectKey secret) {
        absent.remove(secret);
    }

    /** When this version of the Secret was seen first. */
    Instant storedSince(SeenSecret secret, Instant now) {
        return stored.compute(
                        secret.key().toString(),
                        (key, before) -> before != null
                                        && before.uid.equals(secret.uid())
                                        && before.resourceVersion.equals(secret.resourceVersion())
                                ? before
                                : new Version(secret.uid(), secret.resourceVersion(), now))
                .since();
    }
}
