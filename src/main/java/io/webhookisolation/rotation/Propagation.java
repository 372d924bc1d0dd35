package io.webhookisolation.rotation;

import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.trust.OwnerPod;
import io.webhookisolation.trust.OwnerPod.Sighting;
import io.webhookisolation.trust.Serving;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which Pods do not serve yet what the Secret holds. */
final class Propagation {

    private final Serving serving;
    private final Waits waits;
    private final Instant now;

    Propagation(Serving serving, Waits waits, Instant now) {
        this.serving = serving;
        this.waits = waits;
        this.now = now;
    }

    /** What is waited for; empty once every Pod that has started serves the leaf, which no Pod at all does too. */
    Optional<RotationPhase> phase() {
        if (behind().isEmpty()) {
            return Optional.empty();
        }
        if (now.isBefore(serving.storedSince().plus(waits.propagation()))) {
            return Optional.of(RotationPhase.PROPAGATE);
        }
        return Optional.of(
                behind().stream().anyMatch(pod -> lastOf(pod).isPresent())
                        ? RotationPhase.AWAITING_RESTART
                        : RotationPhase.PROBE_UNAVAILABLE);
    }

    /** Their names, sorted. */
    List<String> names() {
        return behind().stream().map(OwnerPod::name).sorted().toList();
    }

    private List<OwnerPod> behind() {
        var leaf = serving.stored().getFirst();
        return serving.pods().stream()
                .filter(pod -> pod.started().isPresent())
                .filter(pod -> lastOf(pod)
                        .filter(chain -> chain.getFirst().equals(leaf))
                        .isEmpty())
                .toList();
    }

    private static Optional<List<X509Certificate>> lastOf(OwnerPod pod) {
        return pod.sightings().stream()
                .max(Comparator.comparing(Sighting::at))
                .map(Sighting::chain)
                .filter(chain -> !chain.isEmpty());
    }
}
