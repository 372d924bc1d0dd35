package io.webhookisolation.cluster.admission;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.webhookisolation.cluster.controller.ClusterState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Draws one ready endpoint of a Service, as an API server with aggregator routing does: a slice first, then one of it. */
final class EndpointResolver {

    /** Where to dial. */
    record Address(String ip, int port) {}

    private final ClusterState state;
    private final Random random;

    EndpointResolver(ClusterState state, long seed) {
        this.state = state;
        this.random = new Random(seed);
    }

    /** @throws IOException in the API server's words if there is nothing to dial */
    Address resolve(String namespace, String name, int port) throws IOException {
        var service = state.get(Service.class, namespace, name)
                .orElseThrow(() -> new IOException("service \"" + name + "\" not found"));
        var servicePort = service.getSpec().getPorts().stream()
                .filter(candidate -> candidate.getPort() == port)
                .findFirst()
                .orElseThrow(() -> new IOException("no service port " + port + " found for service \"" + name + "\""));
        var portName = Objects.requireNonNullElse(servicePort.getName(), "");
        var slices = new ArrayList<>(state.list(EndpointSlice.class, namespace).stream()
                .filter(slice -> name.equals(slice.getMetadata().getLabels().get("kubernetes.io/service-name")))
                .toList());
        synchronized (random) {
            Collections.shuffle(slices, random);
            for (var slice : slices) {
                var ready = ready(slice);
                var number = number(slice, portName);
                if (number > 0 && !ready.isEmpty()) {
                    var endpoint = ready.get(random.nextInt(ready.size()));
                    return new Address(endpoint.getAddresses().getFirst(), number);
                }
            }
        }
        throw new IOException("no endpoints available for service \"" + name + "\"");
    }

    private static List<Endpoint> ready(EndpointSlice slice) {
        return slice.getEndpoints().stream()
                .filter(endpoint -> endpoint.getConditions() == null
                        || !Boolean.FALSE.equals(endpoint.getConditions().getReady()))
                .toList();
    }

    private static int number(EndpointSlice slice, String portName) {
        return slice.getPorts().stream()
                .filter(port -> Objects.requireNonNullElse(port.getName(), "").equals(portName))
                .map(EndpointPort::getPort)
                .findFirst()
                .orElse(0);
    }
}
