package io.webhookisolation.plan;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that a plan depends on; equal requests give equal plans.
 *
 * @param peers the other policies of the namespace; the policy itself may be among them
 * @param analysis of this very Snapshot
 * @param backOffs as the last plan left them, by Service
 */
public record PlanRequest(
        Policy policy,
        List<Policy> peers,
        Snapshot snapshot,
        Analysis analysis,
        Map<ServiceReference, BackOff> backOffs,
        Instant now) {

    public PlanRequest {
        peers = List.copyOf(peers);
        backOffs = Map.copyOf(backOffs);
    }

    PlanRequest on(Snapshot other) {
        return new PlanRequest(policy, peers, other, analysis, backOffs, now);
    }
}
