package io.webhookisolation.cluster.controller;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import io.webhookisolation.cluster.api.Change;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Keeps as many Pods as a ReplicaSet wants; of too many, those that are not ready go first. */
public final class ReplicaSetController implements Controller {

    private static final String MANAGER = "kube-controller-manager";

    private final ClusterState state;

    public ReplicaSetController(ClusterState state) {
        this.state = state;
    }

    @Override
    public Collection<Key> affectedBy(Change change) {
        var metadata = change.newest().path("metadata");
        var namespace = metadata.path("namespace").asText();
        return switch (change.type().kind()) {
            case "ReplicaSet" ->
                List.of(new Key(namespace, metadata.path("name").asText()));
            case "Pod" ->
                Owners.controller(change.newest(), "ReplicaSet").stream()
                        .map(owner -> new Key(namespace, owner))
                        .toList();
            default -> List.of();
        };
    }

    @Override
    public void reconcile(Key key) {
        state.get(ReplicaSet.class, key.namespace(), key.name())
                .filter(set -> set.getMetadata().getDeletionTimestamp() == null)
                .ifPresent(this::reconcile);
    }

    private void reconcile(ReplicaSet set) {
        var pods = state.list(Pod.class, set.getMetadata().getNamespace()).stream()
                .filter(pod -> Owners.isControlledBy(pod, set))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .sorted(Comparator.comparing(PodReadiness::isReady)
                        .thenComparing(pod -> pod.getMetadata().getName()))
                .toList();
        var wanted = set.getSpec().getReplicas();
        for (var missing = pods.size(); missing < wanted; missing++) {
            state.create(newPod(set), MANAGER);
        }
        pods.stream().limit(Math.max(0, pods.size() - wanted)).forEach(state::deleteGracefully);
        writeStatus(set, pods);
    }

    private void writeStatus(ReplicaSet set, List<Pod> pods) {
        var ready = (int) pods.stream().filter(PodReadiness::isReady).count();
        var status = new ReplicaSetStatusBuilder()
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withReplicas(pods.size())
                .withFullyLabeledReplicas(pods.size())
                .withReadyReplicas(ready)
                .withAvailableReplicas(ready)
                .build();
        if (!status.equals(set.getStatus())) {
            state.updateStatus(set.edit().withStatus(status).build(), MANAGER);
        }
    }

    private static Pod newPod(ReplicaSet set) {
        var template = set.getSpec().getTemplate();
        return new PodBuilder()
                .withNewMetadataLike(template.getMetadata())
                .withGenerateName(set.getMetadata().getName() + "-")
                .withNamespace(set.getMetadata().getNamespace())
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("apps/v1")
                        .withKind("ReplicaSet")
                        .withName(set.getMetadata().getName())
                        .withUid(set.getMetadata().getUid())
                        .withController(true)
                        .withBlockOwnerDeletion(true)
                        .build())
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }
}
