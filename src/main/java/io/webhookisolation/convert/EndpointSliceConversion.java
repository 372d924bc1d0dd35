package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.webhookisolation.model.Endpoint;
import io.webhookisolation.model.EndpointSlice;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Source;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Converts EndpointSlices, which exist on a cluster only. */
public final class EndpointSliceConversion {

    private static final String SERVICE = "kubernetes.io/service-name";
    private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    private static final String CONTROLLER = "endpointslice-controller.k8s.io";

    private EndpointSliceConversion() {}

    public static EndpointSlice toModel(io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice slice) {
        var meta = Metadata.of(slice);
        return new EndpointSlice(
                meta.key(Source.CLUSTER),
                new ServiceReference(
                        meta.namespace(), meta.labels().value(SERVICE).orElse("")),
                meta.labels().has(MANAGED_BY, CONTROLLER),
                "FQDN".equals(slice.getAddressType()),
                ports(slice),
                OrEmpty.list(slice.getEndpoints()).stream()
                        .map(EndpointSliceConversion::endpoint)
                        .toList());
    }

    private static SortedMap<String, Integer> ports(io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice slice) {
        var ports = new TreeMap<String, Integer>();
        for (var port : OrEmpty.list(slice.getPorts())) {
            if (port.getPort() != null) {
                ports.put(OrEmpty.text(port.getName()), port.getPort());
            }
        }
        return ports;
    }

    private static Endpoint endpoint(io.fabric8.kubernetes.api.model.discovery.v1.Endpoint endpoint) {
        var conditions = endpoint.getConditions() == null ? new EndpointConditions() : endpoint.getConditions();
        var target = endpoint.getTargetRef() == null ? new ObjectReference() : endpoint.getTargetRef();
        var isPod = "Pod".equals(target.getKind());
        // The API doc of EndpointConditions: an unset ready is true, an unset serving defers to ready.
        var ready = conditions.getReady() == null || conditions.getReady();
        return new Endpoint(
                OrEmpty.list(endpoint.getAddresses()),
                ready,
                conditions.getServing() == null ? ready : conditions.getServing(),
                OrEmpty.flag(conditions.getTerminating()),
                isPod ? OrEmpty.text(target.getUid()) : "",
                isPod ? OrEmpty.text(target.getName()) : "",
                OrEmpty.text(endpoint.getNodeName()),
                Optional.ofNullable(endpoint.getZone()).filter(zone -> !zone.isEmpty()));
    }
}
