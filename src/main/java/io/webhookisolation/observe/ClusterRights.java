package io.webhookisolation.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.convert.ProvenanceConversion;
import io.webhookisolation.convert.SnapshotAssembler;
import io.webhookisolation.model.Source;
import java.util.stream.Stream;

/** Adds ClusterRoles and their bindings to a world, read live; whoever may not read them misses one piece of evidence. */
final class ClusterRights {

    private final KubernetesClient client;

    ClusterRights(KubernetesClient client) {
        this.client = client;
    }

    void addTo(SnapshotAssembler world) {
        Stream.of(ClusterRole.class, ClusterRoleBinding.class).forEach(type -> addTo(world, type));
    }

    private void addTo(SnapshotAssembler world, Class<? extends HasMetadata> type) {
        try {
            client.resources(type)
                    .list()
                    .getItems()
                    .forEach(object -> world.add(object, Source.CLUSTER, ProvenanceConversion.ofCluster(object)));
        } catch (KubernetesClientException refused) {
            // Not a Gap: a verdict without this evidence is as safe as one with it.
        }
    }
}
