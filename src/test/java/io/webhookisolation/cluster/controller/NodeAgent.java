package io.webhookisolation.cluster.controller;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIPBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.webhookisolation.cluster.api.Change;
import io.webhookisolation.cluster.pod.PodRuntime;
import io.webhookisolation.cluster.pod.PreStop;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Scheduler and kubelet in one: binds Pods to the only Node, runs them, reports them, and ends them. */
public final class NodeAgent implements Controller {

    /** The only Node. */
    public static final String NODE = "node-1";

    private static final String MANAGER = "kubelet";

    private final ClusterState state;
    private final PodRuntime runtime;
    private final InstantSource clock;
    private final Map<String, Pod> running = new ConcurrentHashMap<>();
    private final Set<Key> waiting = ConcurrentHashMap.newKeySet();
    private final Set<String> ending = ConcurrentHashMap.newKeySet();
    private int addresses;

    public NodeAgent(ClusterState state, PodRuntime runtime, InstantSource clock) {
        this.state = state;
        this.runtime = runtime;
        this.clock = clock;
    }

    @Override
    public Collection<Key> affectedBy(Change change) {
        var metadata = change.newest().path("metadata");
        if (change.type().kind().equals("Secret")) {
            return waiting.stream()
                    .filter(pod ->
                            pod.namespace().equals(metadata.path("namespace").asText()))
                    .toList();
        }
        if (!change.type().kind().equals("Pod")) {
            return List.of();
        }
        return List.of(new Key(
                metadata.path("namespace").asText(), metadata.path("name").asText()));
    }

    @Override
    public void reconcile(Key key) {
        var pod = state.get(Pod.class, key.namespace(), key.name());
        running.values().stream()
                .filter(old -> old.getMetadata().getNamespace().equals(key.namespace())
                        && old.getMetadata().getName().equals(key.name()))
                .filter(old -> pod.isEmpty()
                        || !old.getMetadata()
                                .getUid()
                                .equals(pod.get().getMetadata().getUid()))
                .toList()
                .forEach(this::stop);
        waiting.remove(key);
        pod.ifPresent(present -> advance(present, key));
    }

    private void advance(Pod pod, Key key) {
        var metadata = pod.getMetadata();
        if (metadata.getDeletionTimestamp() != null) {
            end(pod);
        } else if (pod.getSpec().getNodeName() == null) {
            state.bind(metadata.getNamespace(), metadata.getName(), NODE);
        } else if (!running.containsKey(metadata.getUid())) {
            if (runtime.canStart(pod)) {
                run(pod);
            } else {
                waiting.add(key);
            }
        }
    }

    /** {@code ending} keeps a second event from a second end. */
    private void end(Pod pod) {
        if (ending.add(pod.getMetadata().getUid())) {
            PreStop.then(pod, () -> {
                stop(pod);
                state.delete(pod);
            });
        }
    }

    private void run(Pod pod) {
        var address = "10.244." + addresses / 250 + "." + (1 + addresses % 250);
        addresses++;
        var ready = runtime.start(pod, address);
        var started = pod.edit().withStatus(status(pod, address, ready)).build();
        running.put(pod.getMetadata().getUid(), started);
        state.updateStatus(started, MANAGER);
    }

    private void stop(Pod pod) {
        var started = running.remove(pod.getMetadata().getUid());
        if (started != null) {
            runtime.stop(started, started.getStatus().getPodIP());
        }
    }

    private PodStatus status(Pod pod, String address, boolean ready) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return new PodStatusBuilder()
                .withPhase("Running")
                .withPodIP(address)
                .withPodIPs(new PodIPBuilder().withIp(address).build())
                .withHostIP("10.0.0.1")
                .withStartTime(now)
                .withConditions(conditions(now, ready))
                .withContainerStatuses(pod.getSpec().getContainers().stream()
                        .map(container -> new ContainerStatusBuilder()
                                .withName(container.getName())
                                .withImage(Objects.requireNonNullElse(container.getImage(), ""))
                                .withReady(ready)
                                .withStarted(true)
                                .withRestartCount(0)
                                .withNewState()
                                .withNewRunning(now)
                                .endState()
                                .build())
                        .toList())
                .build();
    }

    private static List<PodCondition> conditions(String now, boolean ready) {
        return Stream.of("PodScheduled", "Initialized", "ContainersReady", "Ready")
                .map(type -> new PodConditionBuilder()
                        .withType(type)
                        .withStatus(ready || !type.endsWith("Ready") ? "True" : "False")
                        .withLastTransitionTime(now)
                        .build())
                .toList();
    }
}
