package io.webhookisolation.observe;

import io.webhookisolation.model.Gap;
import java.time.Instant;
import java.util.Optional;

/**
 * How one informer does, for readiness and metrics.
 *
 * @param kind {@code EndpointSlice}
 * @param resource {@code endpointslices.discovery.k8s.io}, the form in which permissions are granted
 * @param namespace empty for all
 * @param synced it has read everything once
 * @param watching its watch stands; false for a moment every few minutes, when the watch is renewed
 * @param lastEvent when the last object came, if any did
 * @param gap what it makes Snapshots incomplete by, if it does
 */
public record InformerState(
        String kind,
        String resource,
        String namespace,
        boolean running,
        boolean synced,
        boolean watching,
        Optional<Instant> lastEvent,
        Optional<Gap> gap) {

    /** {@code pods}, or {@code pods in namespace a}. */
    public String name() {
        return namespace.isEmpty() ? resource : resource + " in namespace " + namespace;
    }
}
