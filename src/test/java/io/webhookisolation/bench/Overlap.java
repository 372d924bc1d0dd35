package io.webhookisolation.bench;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.scenario.Component;
import java.util.List;

/** In one namespace, an overlap that begins and ends with one changed EndpointSlice. */
final class Overlap {

    private final KubernetesClient client;
    private final String namespace;
    private final List<Endpoint> all;
    private EndpointSlice slice;

    /** The slice of {@code broad} must lead to the Pods of both now. */
    Overlap(KubernetesClient client, String namespace, Component broad) {
        this.client = client;
        this.namespace = namespace;
        slice = client.resources(EndpointSlice.class)
                .inNamespace(namespace)
                .withLabel("kubernetes.io/service-name", broad.service())
                .list()
                .getItems()
                .getFirst();
        all = slice.getEndpoints();
        if (all.size() != 2) {
            throw new IllegalStateException(namespace + ": two endpoints expected, not " + all);
        }
    }

    String namespace() {
        return namespace;
    }

    void begin() {
        write(all);
    }

    void end() {
        write(all.stream()
                .filter(endpoint -> endpoint.getTargetRef().getName().startsWith(LargeCluster.BROAD.deployment() + "-"))
                .toList());
    }

    private void write(List<Endpoint> endpoints) {
        slice = client.resource(slice.edit().withEndpoints(endpoints).build()).update();
    }
}
