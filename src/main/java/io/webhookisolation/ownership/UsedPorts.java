package io.webhookisolation.ownership;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServicePort;
import java.util.List;

/** The ports of a Service that its call sites name: only what stands behind these is reached by the API server. */
public final class UsedPorts {

    private UsedPorts() {}

    /** In the Service's order; empty if the Service has none of the ports that are named. */
    public static List<ServicePort> of(Service service, List<CallSite> callSites) {
        return service.ports().stream()
                .filter(port -> callSites.stream().anyMatch(site -> site.port() == port.port()))
                .toList();
    }
}
