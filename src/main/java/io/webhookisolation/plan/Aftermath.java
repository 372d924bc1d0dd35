package io.webhookisolation.plan;

import io.webhookisolation.model.AppliedRecord;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.plan.Neighbourhood.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The world as it will be seen some time after a narrowing: the excluded Pods have left the slices, and nobody probes
 * them for this Service any more.
 */
final class Aftermath {

    private final Proposal proposal;
    private final Service narrowed;
    private final Set<String> kept;

    Aftermath(Proposal proposal, AppliedRecord record) {
        this.proposal = proposal;
        this.narrowed = proposal.service().narrowed(record);
        this.kept = proposal.around()
                .tenants()
                .filter(proposal::keeps)
                .map(Tenant::pod)
                .map(pod -> pod.uid())
                .collect(Collectors.toSet());
    }

    Service service() {
        return narrowed;
    }

    Snapshot snapshot() {
        var now = proposal.around().snapshot();
        return new Snapshot(
                now.live(),
                now.services().stream()
                        .map(service -> service.equals(proposal.service()) ? narrowed : service)
                        .toList(),
                now.slices().stream().map(this::slice).toList(),
                now.pods(),
                now.workloads(),
                now.callSites(),
                now.certificates(),
                probes(now),
                now.users(),
                now.gaps());
    }

    private EndpointSlice slice(EndpointSlice slice) {
        if (!slice.service().equals(narrowed.reference())) {
            return slice;
        }
        var endpoints = slice.endpoints().stream()
                .filter(endpoint -> kept.contains(endpoint.podUid()))
                .toList();
        return new EndpointSlice(slice.key(), slice.service(), slice.managed(), slice.fqdn(), slice.ports(), endpoints);
    }

    private SortedMap<ProbeTarget, List<ProbeResult>> probes(Snapshot now) {
        return now.probes().entrySet().stream()
                .filter(entry -> !entry.getKey().service().equals(narrowed.reference())
                        || kept.contains(entry.getKey().podUid()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }
}
