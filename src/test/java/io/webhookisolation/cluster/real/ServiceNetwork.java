package io.webhookisolation.cluster.real;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.webhookisolation.cluster.pod.PodNetwork;
import io.webhookisolation.probe.Dialer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Leads from ClusterIPs to a ready endpoint drawn anew for each connection, as kube-proxy does, and else to Pods. */
final class ServiceNetwork implements Dialer, AutoCloseable {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private final PodNetwork pods;
    private final SharedIndexInformer<Service> services;
    private final SharedIndexInformer<EndpointSlice> slices;

    ServiceNetwork(KubernetesClient client, PodNetwork pods) {
        this.pods = pods;
        this.services = client.services().inAnyNamespace().inform();
        this.slices = client.discovery().v1().endpointSlices().inAnyNamespace().inform();
    }

    @Override
    public Socket dial(String address, int port, Duration timeout) throws IOException {
        var service = services.getStore().list().stream()
                .filter(candidate -> address.equals(candidate.getSpec().getClusterIP()))
                .findFirst();
        if (service.isEmpty()) {
            return pods.connect(address, port, timeout);
        }
        var targets = targets(service.get(), port);
        if (targets.isEmpty()) {
            throw new ConnectException("no ready endpoint behind " + address);
        }
        var drawn = targets.get(ThreadLocalRandom.current().nextInt(targets.size()));
        return pods.connect(drawn.address(), drawn.port(), timeout);
    }

    private List<PodNetwork.Destination> targets(Service service, int port) {
        var portName = service.getSpec().getPorts().stream()
                .filter(candidate -> candidate.getPort() == port)
                .map(ServicePort::getName)
                .map(name -> Objects.requireNonNullElse(name, ""))
                .findFirst()
                .orElse("");
        return slices.getStore().list().stream()
                .filter(slice -> belongsTo(slice, service))
                .flatMap(slice -> targets(slice, portName))
                .toList();
    }

    private static boolean belongsTo(EndpointSlice slice, Service service) {
        return slice.getMetadata().getNamespace().equals(service.getMetadata().getNamespace())
                && service.getMetadata()
                        .getName()
                        .equals(slice.getMetadata().getLabels().get(SERVICE_NAME));
    }

    private static Stream<PodNetwork.Destination> targets(EndpointSlice slice, String portName) {
        var port = Stream.ofNullable(slice.getPorts())
                .flatMap(List::stream)
                .filter(candidate -> portName.equals(Objects.requireNonNullElse(candidate.getName(), "")))
                .map(EndpointPort::getPort)
                .findFirst();
        return Stream.ofNullable(slice.getEndpoints())
                .flatMap(List::stream)
                .filter(endpoint -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))
                .flatMap(endpoint -> endpoint.getAddresses().stream())
                .flatMap(address -> port.map(number -> new PodNetwork.Destination(address, number)).stream());
    }

    @Override
    public void close() {
        services.close();
        slices.close();
    }
}
