package io.webhookisolation.rotation;

import io.webhookisolation.trust.OwnerPod.Sighting;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Pod; without a chain it has not started, since the Secret that it mounts is not there. */
final class Server {
    List<X509Certificate> chain;
    Optional<Instant> started;
    final List<Sighting> sightings = new ArrayList<>();

    Server(List<X509Certificate> chain) {
        this.chain = chain;
        this.started = chain.isEmpty() ? Optional.empty() : Optional.of(Instant.EPOCH);
    }
}
