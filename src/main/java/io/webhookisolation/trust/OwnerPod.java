package io.webhookisolation.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A Pod of an owner that has not terminated, ready or not.
 *
 * @param started the last start of its serving container; empty while that has not started, so that it serves nothing yet
 * @param sightings what its port served when it was asked, in any order; a failed probe is none
 */
public record OwnerPod(String name, Optional<Instant> started, List<Sighting> sightings) {

    public OwnerPod {
        sightings = List.copyOf(sightings);
    }

    /** The chain that the last look was shown, leaf first; empty if nothing ever was. */
    public List<X509Certificate> lastServed() {
        return sightings.stream()
                .max(Comparator.comparing(Sighting::at))
                .map(Sighting::chain)
                .orElse(List.of());
    }

    /**
     * One look.
     *
     * @param chain as served, leaf first
     */
    public record Sighting(Instant at, List<X509Certificate> chain) {
        public Sighting {
            chain = List.copyOf(chain);
        }
    }
}
