package io.webhookisolation.reconcile;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When the oldest change was noticed that a policy's status does not tell of yet; thread-safe. */
final class Detections {

    private final Map<String, Instant> oldest = new ConcurrentHashMap<>();

    /** {@code policy} is {@code namespace/name}. */
    void noticed(String policy, Instant now) {
        oldest.putIfAbsent(policy, now);
    }

    Optional<Instant> take(String policy) {
        return Optional.ofNullable(oldest.remove(policy));
    }
}
