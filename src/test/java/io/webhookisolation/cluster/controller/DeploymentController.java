package io.webhookisolation.cluster.controller;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.cluster.api.Change;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Keeps a ReplicaSet per template of a Deployment and moves its Pods from the old to the new, within its limits. */
public final class DeploymentController implements Controller {

    static final String TEMPLATE_HASH = "pod-template-hash";

    private static final String MANAGER = "kube-controller-manager";
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final ClusterState state;

    public DeploymentController(ClusterState state) {
        this.state = state;
    }

    @Override
    public Collection<Key> affectedBy(Change change) {
        var metadata = change.newest().path("metadata");
        var namespace = metadata.path("namespace").asText();
        return switch (change.type().kind()) {
            case "Deployment" ->
                List.of(new Key(namespace, metadata.path("name").asText()));
            case "ReplicaSet" ->
                Owners.controller(change.newest(), "Deployment").stream()
                        .map(owner -> new Key(namespace, owner))
                        .toList();
            default -> List.of();
        };
    }

    @Override
    public void reconcile(Key key) {
        state.get(Deployment.class, key.namespace(), key.name())
                .filter(deployment -> deployment.getMetadata().getDeletionTimestamp() == null)
                .ifPresent(this::reconcile);
    }

    private void reconcile(Deployment deployment) {
        var sets = state.list(ReplicaSet.class, deployment.getMetadata().getNamespace()).stream()
                .filter(set -> Owners.isControlledBy(set, deployment))
                .sorted(Comparator.comparingInt(DeploymentController::revision))
                .toList();
        var hash = hash(deployment.getSpec().getTemplate());
        var current = sets.stream()
                .filter(set -> hash.equals(set.getMetadata().getLabels().get(TEMPLATE_HASH)))
                .findFirst();
        if (!Boolean.TRUE.equals(deployment.getSpec().getPaused())) {
            if (current.isEmpty()) {
                state.create(newSet(deployment, hash, sets), MANAGER);
            } else {
                roll(deployment, current.get(), sets);
            }
        }
        writeStatus(deployment, hash, sets);
    }

    /** The new set grows as far as the surge allows; the old ones shrink as far as enough Pods stay available. */
    private void roll(Deployment deployment, ReplicaSet current, List<ReplicaSet> sets) {
        var wanted = deployment.getSpec().getReplicas();
        var old = sets.stream()
                .filter(set ->
                        !set.getMetadata().getUid().equals(current.getMetadata().getUid()))
                .toList();
        var oldReplicas =
                old.stream().mapToInt(set -> set.getSpec().getReplicas()).sum();
        var room = wanted + surge(deployment) - oldReplicas;
        scale(current, Math.clamp(room, Math.min(current.getSpec().getReplicas(), wanted), wanted));
        var available = sets.stream().mapToInt(DeploymentController::available).sum();
        var spare = available - (wanted - unavailable(deployment));
        for (var set : old) {
            var notReady = set.getSpec().getReplicas() - available(set);
            var less = Math.min(set.getSpec().getReplicas(), notReady + Math.max(0, spare));
            spare -= Math.max(0, less - notReady);
            scale(set, set.getSpec().getReplicas() - less);
        }
    }

    private void scale(ReplicaSet set, int replicas) {
        if (set.getSpec().getReplicas() != replicas) {
            state.update(set.edit().editSpec().withReplicas(replicas).endSpec().build(), MANAGER);
        }
    }

    private static ReplicaSet newSet(Deployment deployment, String hash, List<ReplicaSet> sets) {
        var metadata = deployment.getMetadata();
        var template = deployment.getSpec().getTemplate();
        var next = sets.isEmpty() ? 1 : revision(sets.getLast()) + 1;
        var room = deployment.getSpec().getReplicas()
                + surge(deployment)
                - sets.stream().mapToInt(set -> set.getSpec().getReplicas()).sum();
        return new ReplicaSetBuilder()
                .withNewMetadata()
                .withName(metadata.getName() + "-" + hash)
                .withNamespace(metadata.getNamespace())
                .withLabels(template.getMetadata().getLabels())
                .addToLabels(TEMPLATE_HASH, hash)
                .addToAnnotations(REVISION, Integer.toString(next))
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("apps/v1")
                        .withKind("Deployment")
                        .withName(metadata.getName())
                        .withUid(metadata.getUid())
                        .withController(true)
                        .withBlockOwnerDeletion(true)
                        .build())
                .endMetadata()
                .withNewSpec()
                .withReplicas(Math.clamp(room, 0, deployment.getSpec().getReplicas()))
                .withNewSelectorLike(deployment.getSpec().getSelector())
                .addToMatchLabels(TEMPLATE_HASH, hash)
                .endSelector()
                .withNewTemplateLike(template)
                .editMetadata()
                .addToLabels(TEMPLATE_HASH, hash)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
    }

    private void writeStatus(Deployment deployment, String hash, List<ReplicaSet> sets) {
        var wanted = deployment.getSpec().getReplicas();
        var replicas = sets.stream().mapToInt(DeploymentController::replicas).sum();
        var available = sets.stream().mapToInt(DeploymentController::available).sum();
        var updated = sets.stream()
                .filter(set -> hash.equals(set.getMetadata().getLabels().get(TEMPLATE_HASH)))
                .mapToInt(DeploymentController::replicas)
                .sum();
        var done = updated == wanted && replicas == wanted && available == wanted;
        var status = new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(replicas)
                .withUpdatedReplicas(updated)
                .withReadyReplicas(available)
                .withAvailableReplicas(available)
                .withUnavailableReplicas(Math.max(0, wanted - available))
                .withConditions(
                        new DeploymentConditionBuilder()
                                .withType("Available")
                                .withStatus(available >= wanted - unavailable(deployment) ? "True" : "False")
                                .withReason(
                                        available >= wanted - unavailable(deployment)
                                                ? "MinimumReplicasAvailable"
                                                : "MinimumReplicasUnavailable")
                                .build(),
                        new DeploymentConditionBuilder()
                                .withType("Progressing")
                                .withStatus("True")
                                .withReason(done ? "NewReplicaSetAvailable" : "ReplicaSetUpdated")
                                .build())
                .build();
        if (!status.equals(deployment.getStatus())) {
            state.updateStatus(deployment.edit().withStatus(status).build(), MANAGER);
        }
    }

    private static int surge(Deployment deployment) {
        return limit(
                deployment,
                "maxSurge",
                deployment.getSpec().getStrategy().getRollingUpdate() == null
                        ? new IntOrString(0)
                        : deployment.getSpec().getStrategy().getRollingUpdate().getMaxSurge());
    }

    private static int unavailable(Deployment deployment) {
        return limit(
                deployment,
                "maxUnavailable",
                deployment.getSpec().getStrategy().getRollingUpdate() == null
                        ? new IntOrString("100%")
                        : deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable());
    }

    /** Percentages are rounded up for the surge and down for what may be unavailable. */
    private static int limit(Deployment deployment, String name, IntOrString value) {
        if (value.getIntVal() != null) {
            return value.getIntVal();
        }
        var percent = Integer.parseInt(value.getStrVal().replace("%", ""));
        var exact = percent * deployment.getSpec().getReplicas() / 100.0;
        return (int) (name.equals("maxSurge") ? Math.ceil(exact) : Math.floor(exact));
    }

    private static int revision(ReplicaSet set) {
        return Integer.parseInt(set.getMetadata().getAnnotations().getOrDefault(REVISION, "0"));
    }

    private static int replicas(ReplicaSet set) {
        return set.getStatus() == null
                ? 0
                : Objects.requireNonNullElse(set.getStatus().getReplicas(), 0);
    }

    private static int available(ReplicaSet set) {
        return set.getStatus() == null
                ? 0
                : Objects.requireNonNullElse(set.getStatus().getAvailableReplicas(), 0);
    }

    private static String hash(PodTemplateSpec template) {
        var text = Serialization.asJson(template);
        return Integer.toHexString(Map.of("template", text).hashCode() & 0x7FFFFFFF);
    }
}
