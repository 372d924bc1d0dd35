package io.webhookisolation.probe;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Endpoint;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom we may dial: a slice is a wish, and only a Pod's own status and spec grant it.
 *
 * <p>Anybody who may write an EndpointSlice could otherwise make a port scanner of us. So the address must be one of the
 * {@code status.podIPs} of a Pod of the same namespace that the endpoint names by UID, and the port must be declared by
 * that Pod or be the Service's target port on it. A slice that was written by hand grants nothing, nor does a Pod with
 * hostNetwork: its address is its node's, on which others listen.
 */
public final class ProbeTargets {

    private static final String TCP = "TCP";

    private final ServiceReference service;
    private final Map<String, Pod> podsByUid;

    private ProbeTargets(ServiceReference service, Map<String, Pod> podsByUid) {
        this.service = service;
        this.podsByUid = podsByUid;
    }

    /** The ready endpoints behind the ports that the call sites name; sorted. */
    public static List<ProbeTarget> of(Snapshot snapshot, ServiceReference service, List<CallSite> callSites) {
        var pods = snapshot.pods().stream()
                .filter(pod -> pod.key().namespace().equals(service.namespace()) && !pod.finished())
                .filter(pod -> !pod.spec().hostNetwork())
                .collect(Collectors.toMap(Pod::uid, Function.identity(), (one, other) -> one));
        var targets = new ProbeTargets(service, pods);
        var slices = snapshot.slices().stream()
                .filter(slice -> slice.service().equals(service) && slice.managed() && !slice.fqdn())
                .toList();
        return snapshot.services().stream()
                .filter(found -> found.reference().equals(service))
                .flatMap(found -> calledPorts(found, callSites))
                .flatMap(port -> slices.stream().flatMap(slice -> targets.behind(slice, port)))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<ServicePort> calledPorts(Service service, Collection<CallSite> callSites) {
        return service.ports().stream()
                .filter(port -> port.protocol().equals(TCP))
                .filter(port -> callSites.stream()
                        .anyMatch(callSite -> callSite.names(service.reference()) && callSite.port() == port.port()));
    }

    private Stream<ProbeTarget> behind(EndpointSlice slice, ServicePort port) {
        var number = slice.ports().get(port.name());
        return number == null
                ? Stream.empty()
                : slice.endpoints().stream()
                        .filter(Endpoint::ready)
                        .flatMap(endpoint -> granted(endpoint, port, number));
    }

    private Stream<ProbeTarget> granted(Endpoint endpoint, ServicePort port, int number) {
        var pod = podsByUid.get(endpoint.podUid());
        return pod == null || pod.uid().isEmpty() || !mayDial(pod, port, number)
                ? Stream.empty()
                : endpoint.addresses().stream()
                        .filter(pod.addresses()::contains)
                        .filter(ProbeTargets::isOrdinary)
                        .map(address ->
                                new ProbeTarget(service, pod.uid(), pod.key().name(), address, number));
    }

    private static boolean mayDial(Pod pod, ServicePort port, int number) {
        var declared = pod.spec().ports().stream()
                .anyMatch(candidate ->
                        candidate.port() == number && candidate.protocol().equals(TCP));
        var resolved = port.resolve(pod.spec());
        return declared || (resolved.isPresent() && resolved.getAsInt() == number);
    }

    /** What the API server accepts in a slice (ValidateEndpointIP): a Pod's status could hold more than that. */
    private static boolean isOrdinary(String text) {
        try {
            var address = InetAddress.ofLiteral(text);
            return !address.isAnyLocalAddress()
                    && !address.isLoopbackAddress()
                    && !address.isLinkLocalAddress()
                    && !address.isMulticastAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
