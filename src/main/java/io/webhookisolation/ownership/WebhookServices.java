package io.webhookisolation.ownership;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The webhook Services of a Snapshot by namespace and by the names that a certificate for them carries. */
final class WebhookServices {

    private final Map<ServiceReference, List<CallSite>> callSites;
    private final Map<String, List<Service>> byNamespace;
    private final Map<String, List<Service>> byServerName = new HashMap<>();

    WebhookServices(Snapshot snapshot) {
        callSites = snapshot.callSites().stream()
                .filter(site -> site.service().isPresent())
                .collect(Collectors.groupingBy(site -> site.service().orElseThrow()));
        byNamespace = snapshot.services().stream()
                .filter(service -> callSites.containsKey(service.reference()))
                .collect(Collectors.groupingBy(service -> service.key().namespace()));
        byNamespace
                .values()
                .forEach(services -> services.forEach(service -> byServerName
                        .computeIfAbsent(service.reference().serverName(), absent -> new ArrayList<>())
                        .add(service)));
    }

    List<Service> in(String namespace) {
        return byNamespace.getOrDefault(namespace, List.of());
    }

    List<CallSite> callSitesOf(Service service) {
        return callSites.getOrDefault(service.reference(), List.of());
    }

    /** The webhook Services for which a certificate with this exact name was made; several in manifests that collide. */
    List<Service> named(String dnsName) {
        return byServerName.getOrDefault(dnsName, List.of());
    }
}
