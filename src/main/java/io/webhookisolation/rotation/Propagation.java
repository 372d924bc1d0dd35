package io.webhookisolation.rotation;

import io.webhookisolation.certificate.Timing.Waits;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.trust.OwnerPod;
import io.webhookisolation.trust.Serving;
import java.time.Instant;
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
        var behind = serving.behind();
        if (behind.isEmpty()) {
            return Optional.empty();
        }
        if (now.isBefore(serving.storedSince().plus(waits.propagation()))) {
            return Optional.of(RotationPhase.PROPAGATE);
        }
        return Optional.of(
                behind.stream().anyMatch(pod -> !pod.lastServed().isEmpty())
                        ? RotationPhase.AWAITING_RESTART
                        : RotationPhase.PROBE_UNAVAILABLE);
    }

    /** Their names, sorted. */
    List<String> names() {
        return serving.behind().stream().map(OwnerPod::name).sorted().toList();
    }
}
