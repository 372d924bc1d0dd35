package io.webhookisolation.plan;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.Memory;
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
 * @param memories what the last plan left behind, by Service
 */
public record PlanRequest(
        Policy policy,
        List<Policy> peers,
        Snapshot snapshot,
        Analysis analysis,
        Map<ServiceReference, Memory> memories,
        Instant now) {

    public PlanRequest {
        peers = List.copyOf(peers);
        memories = Map.copyOf(memories);
    }

    PlanRequest on(Snapshot other) {
        return new PlanRequest(policy, peers, other, analysis, memories, now);
    }

    Memory memory(ServiceReference service) {
        return memories.getOrDefault(service, Memory.NONE);
    }
}
