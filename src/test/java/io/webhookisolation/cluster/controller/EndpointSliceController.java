package io.webhookisolation.cluster.controller;

import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.webhookisolation.cluster.api.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps the EndpointSlices of each Service with a selector: one slice per set of resolved ports, a slice without ports
 * for Pods that lack a named port; those of a Service that lost its selector are left behind, as the real one does.
 */
public final class EndpointSliceController implements Controller {

    private static final String MANAGER = "kube-controller-manager";
    private static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    private static final String CONTROLLER = "endpointslice-controller.k8s.io";

    private final ClusterState state;

    public EndpointSliceController(ClusterState state) {
        this.state = state;
    }

    @Override
    public Collection<Key> affectedBy(Change change) {
        var object = change.newest();
        var namespace = object.path("metadata").path("namespace").asText();
        return switch (change.type().kind()) {
            case "Service" ->
                List.of(new Key(namespace, object.path("metadata").path("name").asText()));
            // A Pod may enter and leave the slices of any Service of its namespace.
            case "Pod" -> List.of(new Key(namespace, ""));
            default -> List.of();
        };
    }

    @Override
    public void reconcile(Key key) {
        if (key.name().isEmpty()) {
            var pods = state.list(Pod.class, key.namespace());
            var slices = state.list(EndpointSlice.class, key.namespace());
            state.list(Service.class, key.namespace()).forEach(service -> reconcile(service, pods, slices));
        } else {
            state.get(Service.class, key.namespace(), key.name())
                    .ifPresent(service -> reconcile(
                            service,
                            state.list(Pod.class, key.namespace()),
                            state.list(EndpointSlice.class, key.namespace())));
        }
    }

    private void reconcile(Service service, List<Pod> pods, List<EndpointSlice> allSlices) {
        var selector = service.getSpec().getSelector();
        if (selector == null || selector.isEmpty() || service.getMetadata().getDeletionTimestamp() != null) {
            return;
        }
        var wanted = wanted(service, pods);
        var present = new ArrayList<>(
                allSlices.stream().filter(slice -> isSliceOf(service, slice)).toList());
        wanted.forEach((ports, endpoints) -> {
            var same = present.stream()
                    .filter(slice -> slice.getPorts().equals(ports))
                    .findFirst();
            same.ifPresent(present::remove);
            write(service, same, ports, endpoints);
        });
        present.forEach(state::delete);
    }

    private static Map<List<EndpointPort>, List<Endpoint>> wanted(Service service, List<Pod> pods) {
        var wanted = new LinkedHashMap<List<EndpointPort>, List<Endpoint>>();
        pods.stream()
                .filter(pod -> matches(service, pod) && hasAddress(pod))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .forEach(pod -> wanted.computeIfAbsent(ports(service, pod), any -> new ArrayList<>())
                        .add(endpoint(service, pod)));
        if (wanted.isEmpty()) {
            wanted.put(List.of(), List.of());
        }
        return wanted;
    }

    private void write(
            Service service, Optional<EndpointSlice> present, List<EndpointPort> ports, List<Endpoint> endpoints) {
        if (present.isEmpty()) {
            state.create(newSlice(service, ports, endpoints), MANAGER);
        } else if (!present.get().getEndpoints().equals(endpoints)) {
            state.update(present.get().edit().withEndpoints(endpoints).build(), MANAGER);
        }
    }

    private static EndpointSlice newSlice(Service service, List<EndpointPort> ports, List<Endpoint> endpoints) {
        var name = service.getMetadata().getName();
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withGenerateName(name + "-")
                .withNamespace(service.getMetadata().getNamespace())
                .addToLabels(SERVICE_NAME, name)
                .addToLabels(MANAGED_BY, CONTROLLER)
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Service")
                        .withName(name)
                        .withUid(service.getMetadata().getUid())
                        .withController(true)
                        .withBlockOwnerDeletion(true)
                        .build())
                .endMetadata()
                .withAddressType("IPv4")
                .withPorts(ports)
                .withEndpoints(endpoints)
                .build();
    }

    /** One of a Service that had the name before is about to be collected. */
    private static boolean isSliceOf(Service service, EndpointSlice slice) {
        var owned = slice.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(service.getMetadata().getUid()));
        var labels = Objects.requireNonNullElse(slice.getMetadata().getLabels(), Map.<String, String>of());
        return owned
                && service.getMetadata().getName().equals(labels.get(SERVICE_NAME))
                && CONTROLLER.equals(labels.get(MANAGED_BY));
    }

    private static boolean matches(Service service, Pod pod) {
        var labels = pod.getMetadata().getLabels();
        return labels != null
                && labels.entrySet().containsAll(service.getSpec().getSelector().entrySet());
    }

    private static boolean hasAddress(Pod pod) {
        if (pod.getStatus() == null) {
            return false;
        }
        var phase = pod.getStatus().getPhase();
        return pod.getStatus().getPodIP() != null && !"Succeeded".equals(phase) && !"Failed".equals(phase);
    }

    /** Empty if a named target port is missing in the Pod: nobody routes to such an endpoint. */
    private static List<EndpointPort> ports(Service service, Pod pod) {
        return service.getSpec().getPorts().stream()
                .flatMap(port -> TargetPorts.resolve(pod, port).stream()
                        .map(number -> new EndpointPortBuilder()
                                .withName(Objects.requireNonNullElse(port.getName(), ""))
                                .withPort(number)
                                .withProtocol(port.getProtocol())
                                .withAppProtocol(port.getAppProtocol())
                                .build()))
                .toList();
    }

    private static Endpoint endpoint(Service service, Pod pod) {
        var terminating = pod.getMetadata().getDeletionTimestamp() != null;
        var serving = PodReadiness.isReady(pod);
        var always = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
        return new EndpointBuilder()
                .withAddresses(pod.getStatus().getPodIP())
                .withNewConditions()
                .withReady(always || (serving && !terminating))
                .withServing(serving)
                .withTerminating(terminating)
                .endConditions()
                .withNodeName(pod.getSpec().getNodeName())
                .withTargetRef(new ObjectReferenceBuilder()
                        .withKind("Pod")
                        .withNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .withUid(pod.getMetadata().getUid())
                        .build())
                .build();
    }
}
