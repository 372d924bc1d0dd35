package io.webhookisolation.observe;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;

/** A kind of another project, which a cluster may lack: it is read live, and only if its definition is there. */
enum ForeignKind {
    CERTIFICATE("cert-manager.io", "v1", "Certificate", "certificates"),
    HTTP_ROUTE("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes"),
    SERVICE_MONITOR("monitoring.coreos.com", "v1", "ServiceMonitor", "servicemonitors"),
    POD_MONITOR("monitoring.coreos.com", "v1", "PodMonitor", "podmonitors");

    private final String group;
    private final String version;
    private final String kind;
    private final String plural;

    ForeignKind(String group, String version, String kind, String plural) {
        this.group = group;
        this.version = version;
        this.kind = kind;
        this.plural = plural;
    }

    String kind() {
        return kind;
    }

    /** {@code certificates.cert-manager.io}: the name of its definition, and the form in which permissions are granted. */
    String resource() {
        return plural + "." + group;
    }

    /**
     * Lists them live.
     *
     * @param namespace empty for all
     */
    List<GenericKubernetesResource> list(KubernetesClient client, String namespace) {
        var resources = client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build());
        var scope = namespace.isEmpty() ? resources.inAnyNamespace() : resources.inNamespace(namespace);
        return scope.list().getItems();
    }
}
