package io.webhookisolation.observe;

import io.webhookisolation.model.Gap;
import java.time.Instant;
import java.util.Optional;

/**
 * How one informer does, for readiness and metrics.
 *
 * @param name the resource, as {@code pods}, and the namespace if it watches only one
 * @param synced it has read everything once
 * @param watching its watch stands; false for a moment every few minutes, when the watch is renewed
 * @param lastEvent when the last object came, if any did
 * @param gap what it makes Snapshots incomplete by, if it does
 */
public record InformerState(
        String name,
        boolean running,
        boolean synced,
        boolean watching,
        Optional<Instant> lastEvent,
        Optional<Gap> gap) {}
