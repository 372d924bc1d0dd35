package io.webhookisolation.cluster.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.webhookisolation.cluster.api.Change;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Deletes what an owner leaves behind: ReplicaSets, Pods and EndpointSlices. */
public final class GarbageCollector implements Controller {

    private static final Set<String> OWNERS =
            Set.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "Service");

    private final ClusterState state;

    public GarbageCollector(ClusterState state) {
        this.state = state;
    }

    @Override
    public Collection<Key> affectedBy(Change change) {
        var gone = change.after().isEmpty() && OWNERS.contains(change.type().kind());
        return gone
                ? List.of(new Key(
                        change.newest().path("metadata").path("namespace").asText(), ""))
                : List.of();
    }

    @Override
    public void reconcile(Key key) {
        Stream.of(ReplicaSet.class, Pod.class, EndpointSlice.class)
                .flatMap(type -> state.list(type, key.namespace()).stream())
                .map(HasMetadata.class::cast)
                .filter(this::isOrphan)
                .forEach(state::deleteGracefully);
    }

    /** Of an owner of a kind that is known here and no longer exists. */
    private boolean isOrphan(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> OWNERS.contains(owner.getKind()))
                .anyMatch(owner ->
                        !exists(object.getMetadata().getNamespace(), owner.getKind(), owner.getName(), owner.getUid()));
    }

    private boolean exists(String namespace, String kind, String name, String uid) {
        var type = switch (kind) {
            case "Deployment" -> Deployment.class;
            case "ReplicaSet" -> ReplicaSet.class;
            case "StatefulSet" -> StatefulSet.class;
            case "Service" -> io.fabric8.kubernetes.api.model.Service.class;
            case "DaemonSet" -> io.fabric8.kubernetes.api.model.apps.DaemonSet.class;
            default -> io.fabric8.kubernetes.api.model.batch.v1.Job.class;
        };
        return state.get(type, namespace, name)
                .filter(owner -> owner.getMetadata().getUid().equals(uid))
                .isPresent();
    }
}
