package io.webhookisolation.ownership;

import io.webhookisolation.model.Pod;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The probes of a Snapshot by Service and Pod, without those that say nothing: time-outs, missing routes, and what is too
 * old, because a container may restart in its Pod.
 */
final class Handshakes {

    /** Probing runs every five minutes; three missed rounds make a result worthless. */
    static final Duration FRESH = Duration.ofMinutes(15);

    private final Map<PodOfService, List<List<ProbeResult>>> byPod = new HashMap<>();

    private record PodOfService(ServiceReference service, String podUid) {}

    Handshakes(Snapshot snapshot, Instant now) {
        var oldest = now.minus(FRESH);
        snapshot.probes().forEach((target, results) -> {
            var usable = results.stream()
                    .filter(result -> !result.at().isBefore(oldest))
                    .filter(result -> isUsable(result.outcome()))
                    .toList();
            if (!usable.isEmpty()) {
                of(target).add(usable);
            }
        });
    }

    /** For each address and port that was dialled the results, oldest first; never an empty list. */
    List<List<ProbeResult>> of(ServiceReference service, Pod pod) {
        return List.copyOf(byPod.getOrDefault(new PodOfService(service, pod.uid()), List.of()));
    }

    /** For each address and port that was dialled the last outcome. */
    List<ProbeOutcome> last(ServiceReference service, Pod pod) {
        return of(service, pod).stream()
                .map(results -> results.getLast().outcome())
                .toList();
    }

    private List<List<ProbeResult>> of(ProbeTarget target) {
        return byPod.computeIfAbsent(new PodOfService(target.service(), target.podUid()), absent -> new ArrayList<>());
    }

    private static boolean isUsable(ProbeOutcome outcome) {
        return switch (outcome) {
            case ProbeOutcome.Served served -> !served.chain().isEmpty();
            case ProbeOutcome.Refused refused -> true;
            case ProbeOutcome.NotTls notTls -> true;
            case ProbeOutcome.TimedOut timedOut -> false;
            case ProbeOutcome.Unreachable unreachable -> false;
        };
    }
}
