package io.webhookisolation.ownership;

import io.webhookisolation.model.Endpoint;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which workloads a call may reach now.
 *
 * <p>On a cluster the ready endpoints decide; a slice without the port that the call sites use carries no call. In
 * manifests a template that wants Pods and has the port counts as a ready endpoint.
 */
final class Traffic {

    private final boolean live;
    private final Map<ServiceReference, List<EndpointSlice>> slices;

    Traffic(Snapshot snapshot) {
        live = snapshot.live();
        slices = snapshot.slices().stream().collect(Collectors.groupingBy(EndpointSlice::service));
    }

    boolean reaches(Claim claim) {
        return live ? !readyPods(claim).isEmpty() : wouldReach(claim);
    }

    /** The unit's Pods that are ready endpoints; none in manifests. */
    List<Pod> readyPods(Claim claim) {
        var ports = UsedPorts.of(claim.service(), claim.callSites()).stream()
                .map(ServicePort::name)
                .collect(Collectors.toSet());
        var ready = slices.getOrDefault(claim.service().reference(), List.of()).stream()
                .filter(slice -> ports.stream().anyMatch(slice.ports()::containsKey))
                .flatMap(slice -> slice.endpoints().stream())
                .filter(Endpoint::ready)
                .map(Endpoint::podUid)
                .collect(Collectors.toSet());
        return claim.unit().pods().stream().filter(pod -> isIn(ready, pod)).toList();
    }

    private static boolean isIn(Set<String> uids, Pod pod) {
        return !pod.uid().isEmpty() && uids.contains(pod.uid());
    }

    private static boolean wouldReach(Claim claim) {
        var unit = claim.unit();
        return unit.desiredPods() > 0
                && unit.templates().stream()
                        .filter(template -> claim.service().selector().selects(template.labels()))
                        .anyMatch(template -> UsedPorts.of(claim.service(), claim.callSites()).stream()
                                .anyMatch(port -> port.resolve(template).isPresent()));
    }
}
