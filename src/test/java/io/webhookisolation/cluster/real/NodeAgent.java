package io.webhookisolation.cluster.real;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIPBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.webhookisolation.cluster.pod.PodRuntime;
import io.webhookisolation.cluster.pod.PreStop;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Scheduler and kubelet of the one node of a test plane: binds Pods, runs them, reports them ready, finishes deletions. */
final class NodeAgent implements AutoCloseable {

    static final String NODE = "node-1";

    private final KubernetesClient client;
    private final PodRuntime runtime;
    private final Map<String, String> running = new ConcurrentHashMap<>();
    private final Set<String> ending = ConcurrentHashMap.newKeySet();
    private final AtomicInteger addresses = new AtomicInteger(10);
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
    private final SharedIndexInformer<Pod> pods;

    NodeAgent(KubernetesClient client, PodRuntime runtime) {
        this.client = client;
        this.runtime = runtime;
        register(client);
        this.pods = client.pods().inAnyNamespace().inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                work.execute(() -> advance(pod));
            }

            @Override
            public void onUpdate(Pod before, Pod after) {
                work.execute(() -> advance(after));
            }

            @Override
            public void onDelete(Pod pod, boolean finalStateUnknown) {
                work.execute(() -> stop(pod));
            }
        });
    }

    /** A new Node is tainted as not ready (admission plugin TaintNodesByCondition), which keeps DaemonSets away. */
    private static void register(KubernetesClient client) {
        var node = client.resource(
                new NodeBuilder().withNewMetadata().withName(NODE).endMetadata().build());
        node.create();
        node.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"taints\":null}}");
    }

    /** Some Pod may have waited for it. */
    void secretIsThere(String namespace) {
        pods.getStore().list().stream()
                .filter(pod -> pod.getMetadata().getNamespace().equals(namespace))
                .forEach(pod -> work.execute(() -> advance(pod)));
    }

    private void advance(Pod pod) {
        try {
            if (pod.getMetadata().getDeletionTimestamp() != null) {
                finish(pod);
            } else if (pod.getSpec().getNodeName() == null) {
                bind(pod);
            } else {
                run(pod);
            }
        } catch (KubernetesClientException goneOrChanged) {
            // The Pod's next event brings the agent back to it.
        }
    }

    /** Without a binding to a Node that exists, a ready Pod never enters an EndpointSlice. */
    private void bind(Pod pod) {
        var binding = new BindingBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .endMetadata()
                .withNewTarget()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(NODE)
                .endTarget()
                .build();
        client.raw(
                "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                        + pod.getMetadata().getName() + "/binding",
                "POST",
                binding);
    }

    private void run(Pod pod) {
        if (running.containsKey(pod.getMetadata().getUid()) || !runtime.canStart(pod)) {
            return;
        }
        var address = nextAddress();
        if (running.putIfAbsent(pod.getMetadata().getUid(), address) != null) {
            return;
        }
        var ready = runtime.start(pod, address);
        client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), running(pod, address, ready));
    }

    /** One plane runs hundreds of Pods in the course of a test suite, and no address is used twice. */
    private String nextAddress() {
        var number = addresses.getAndIncrement();
        return "10.244." + number / 250 + "." + (1 + number % 250);
    }

    private static Pod running(Pod pod, String address, boolean ready) {
        var now = Instant.now().toString();
        var conditions = Stream.of("PodScheduled", "Initialized", "ContainersReady", "Ready")
                .map(type -> new PodConditionBuilder()
                        .withType(type)
                        .withStatus(ready || !type.endsWith("eady") ? "True" : "False")
                        .withLastTransitionTime(now)
                        .build())
                .toList();
        var containers = pod.getSpec().getContainers().stream()
                .map(container -> new ContainerStatusBuilder()
                        .withName(container.getName())
                        .withImage(container.getImage())
                        .withImageID("test")
                        .withReady(ready)
                        .withStarted(true)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewRunning(now)
                        .endState()
                        .build())
                .toList();
        return new PodBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP(address)
                .withPodIPs(List.of(new PodIPBuilder().withIp(address).build()))
                .withHostIP("10.0.0.1")
                .withStartTime(now)
                .withConditions(conditions)
                .withContainerStatuses(containers)
                .endStatus()
                .build();
    }

    /** {@code ending} keeps a second event from a second end. */
    private void finish(Pod pod) {
        if (ending.add(pod.getMetadata().getUid())) {
            PreStop.then(pod, () -> {
                stop(pod);
                client.resource(pod).withGracePeriod(0).delete();
            });
        }
    }

    private void stop(Pod pod) {
        var address = running.remove(pod.getMetadata().getUid());
        if (address != null) {
            runtime.stop(pod, address);
        }
    }

    @Override
    public void close() {
        pods.close();
        work.shutdownNow();
    }
}
