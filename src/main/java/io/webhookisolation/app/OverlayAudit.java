package io.webhookisolation.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.format.Audit;
import io.webhookisolation.manifest.Overlay;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Workload;
import io.webhookisolation.observe.ClusterNames;
import io.webhookisolation.observe.ClusterUnreachableException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An audit of a cluster as it would be with manifests applied to it; of the cluster only the namespaces that these concern
 * are read.
 *
 * @param client makes the client, which is closed at the end
 * @param namespace that of objects that name none; empty for that of the context
 */
record OverlayAudit(FileAudit files, Supplier<KubernetesClient> client, boolean allNamespaces, String namespace)
        implements AuditSource {

    @Override
    public Audit read(Progress progress) {
        progress.say("Asking the cluster");
        try (var connected = client.get()) {
            var unnamed = ClusterAudit.namespace(connected, namespace);
            var manifests = files.manifests(unnamed);
            var cluster = cluster(connected, manifests.snapshot(), unnamed);
            return files.judge(manifests, Overlay.of(manifests.snapshot(), cluster), progress);
        }
    }

    private Snapshot cluster(KubernetesClient connected, Snapshot manifests, String unnamed) {
        try {
            var read = ClusterAudit.read(connected, allNamespaces ? Set.of() : concerned(manifests, unnamed));
            return ClusterNames.addTo(read, connected, manifests.names());
        } catch (ClusterUnreachableException e) {
            throw new CommandFailure(e.getMessage() + ".", e);
        }
    }

    /** Never empty, which would mean all. */
    private static Set<String> concerned(Snapshot manifests, String unnamed) {
        var homes = Stream.concat(
                manifests.services().stream().map(Service::key),
                manifests.workloads().stream().map(Workload::key));
        var called = manifests.callSites().stream().map(CallSite::service).flatMap(Optional::stream);
        var namespaces = Stream.concat(homes.map(key -> key.namespace()), called.map(ServiceReference::namespace))
                .collect(Collectors.toCollection(TreeSet::new));
        return namespaces.isEmpty() ? Set.of(unnamed) : namespaces;
    }
}
