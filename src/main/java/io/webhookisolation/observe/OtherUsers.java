package io.webhookisolation.observe;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.convert.ProvenanceConversion;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceUser;
import io.webhookisolation.model.ServiceUsers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who else sends traffic to a Service (predicate P7), read live for one question and then forgotten.
 *
 * <p>What cannot be read is named, with verb and resource, and makes the answer unknown. An object of a form that we do
 * not understand counts as a user.
 */
final class OtherUsers {

    private record Use(ServiceUser user, Predicate<Service> uses) {}

    private final KubernetesClient client;
    private final Set<String> places;
    private final List<Use> uses = new ArrayList<>();
    private final List<Gap> unreadable = new ArrayList<>();

    /**
     * Knows nobody yet.
     *
     * @param places the namespaces that we may look at; the empty name for all
     */
    OtherUsers(KubernetesClient client, Set<String> places) {
        this.client = client;
        this.places = places;
    }

    ServiceUsers of(Service service) {
        return new ServiceUsers(
                uses.stream()
                        .filter(use -> use.uses.test(service))
                        .map(Use::user)
                        .distinct()
                        .toList(),
                unreadable);
    }

    /** An Ingress names Services of its own namespace only. */
    void readIngresses(String namespace) {
        try {
            client.resources(Ingress.class)
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .forEach(ingress -> uses.add(use(ingress, spec -> service -> isBackend(spec, namespace, service))));
        } catch (KubernetesClientException refused) {
            unreadable.add(ReadFailure.of(refused)
                    .gap("list", "Ingress", HasMetadata.getFullResourceName(Ingress.class), namespace));
        }
    }

    void readRoutes() {
        read(
                ForeignKind.HTTP_ROUTE,
                route -> use(route, spec -> service -> routesTo(spec, namespaceOf(route), service)));
    }

    void readMonitors() {
        read(
                ForeignKind.SERVICE_MONITOR,
                monitor -> use(monitor, spec -> new MonitoredServices(spec, namespaceOf(monitor))::include));
    }

    /** A Service of type ExternalName is an alias if it names the Service as DNS does. */
    void consider(Service alias) {
        alias.externalName()
                .ifPresent(name -> uses.add(new Use(
                        new ServiceUser(alias.key(), alias.provenance(), alias.labels()),
                        service -> isNameOf(service, name))));
    }

    private void read(ForeignKind kind, Function<GenericKubernetesResource, Use> reading) {
        for (var place : places) {
            try {
                kind.list(client, place).stream().map(reading).forEach(uses::add);
            } catch (KubernetesClientException refused) {
                unreadable.add(ReadFailure.of(refused).gap("list", kind.kind(), kind.resource(), place));
            }
        }
    }

    private Use use(HasMetadata object, Function<JsonNode, Predicate<Service>> test) {
        var meta = object.getMetadata();
        var user = new ServiceUser(
                ObjectKey.live(object.getApiVersion(), object.getKind(), namespaceOf(object), meta.getName()),
                ProvenanceConversion.ofCluster(object),
                LabelSet.of(Objects.requireNonNullElse(meta.getLabels(), Map.of())));
        var spec = client.getKubernetesSerialization()
                .convertValue(object, JsonNode.class)
                .path("spec");
        return new Use(user, test.apply(spec));
    }

    private static boolean isBackend(JsonNode spec, String namespace, Service service) {
        return namespace.equals(service.key().namespace())
                && spec.findValues("service").stream().anyMatch(backend -> isNamed(backend, service));
    }

    /** Backends stand in {@code rules[].backendRefs}, and in filters as {@code backendRef} (HTTPRoute API doc). */
    private static boolean routesTo(JsonNode spec, String namespace, Service service) {
        var backends = spec.findValues("backendRefs").stream().flatMap(JsonNode::valueStream);
        return Stream.concat(backends, spec.findValues("backendRef").stream())
                .filter(backend -> isNamed(backend, service))
                .filter(backend -> backend.path("kind").asText("Service").equals("Service"))
                .filter(backend -> backend.path("group").asText("").isEmpty())
                .anyMatch(backend -> backend.path("namespace")
                        .asText(namespace)
                        .equals(service.key().namespace()));
    }

    private static boolean isNamed(JsonNode backend, Service service) {
        return backend.path("name").asText("").equals(service.key().name());
    }

    /** With or without the cluster's domain behind it, and whether or not a dot ends it. */
    private static boolean isNameOf(Service service, String externalName) {
        return (externalName.toLowerCase(Locale.ROOT) + ".")
                .startsWith(service.reference().serverName() + ".");
    }

    private static String namespaceOf(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getNamespace(), "");
    }
}
