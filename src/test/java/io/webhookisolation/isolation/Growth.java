package io.webhookisolation.isolation;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster makes of manifests: ReplicaSets, ready Pods, EndpointSlices. Where a manifest writes one of these itself,
 * nothing of its kind grows from the same owner.
 */
final class Growth {

    static final String NAMESPACE = "operators";
    private static final String NODE_ADDRESS = "192.168.0.10";
    private static final long GENERATION = 1;
    private static final String HASH = "pod-template-hash";

    private final List<HasMetadata> objects;
    private int addresses = 1;

    private Growth(List<HasMetadata> written) {
        objects = new ArrayList<>(written);
    }

    static List<HasMetadata> of(List<HasMetadata> written) {
        var growth = new Growth(written);
        growth.objects.forEach(Growth::identify);
        growth.all(Deployment.class).forEach(growth::replicaSet);
        growth.all(Deployment.class).forEach(Growth::settle);
        growth.all(ReplicaSet.class).forEach(Growth::settle);
        growth.all(ReplicaSet.class)
                .forEach(it ->
                        growth.pods(it, it.getSpec().getTemplate(), it.getSpec().getReplicas()));
        growth.all(StatefulSet.class)
                .forEach(it ->
                        growth.pods(it, it.getSpec().getTemplate(), it.getSpec().getReplicas()));
        growth.all(DaemonSet.class).forEach(it -> growth.pods(it, it.getSpec().getTemplate(), 1));
        growth.all(Job.class).forEach(growth::job);
        growth.all(Pod.class).forEach(growth::start);
        growth.all(Service.class).forEach(growth::slices);
        return growth.objects;
    }

    private <T> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static void identify(HasMetadata object) {
        var meta = object.getMetadata();
        meta.setUid(uid(object));
        meta.setResourceVersion("1");
        meta.setGeneration(GENERATION);
        if (!Stream.of("WebhookConfiguration", "Definition", "APIService").anyMatch(object.getKind()::endsWith)) {
            meta.setNamespace(requireNonNullElse(meta.getNamespace(), NAMESPACE));
        }
    }

    private static String uid(HasMetadata object) {
        return object.getKind() + "-" + object.getMetadata().getName();
    }

    private void replicaSet(Deployment deployment) {
        if (hasChildren(deployment)) {
            return;
        }
        var template = deployment.getSpec().getTemplate();
        var labels = new LinkedHashMap<>(template.getMetadata().getLabels());
        labels.put(HASH, "5f6b8d9c7f");
        objects.add(new ReplicaSetBuilder()
                .withMetadata(child(deployment, deployment.getMetadata().getName() + "-1", "ReplicaSet"))
                .withNewSpec()
                .withReplicas(requireNonNullElse(deployment.getSpec().getReplicas(), 1))
                .withSelector(deployment.getSpec().getSelector())
                .withNewTemplate()
                .withMetadata(new ObjectMetaBuilder().withLabels(labels).build())
                .withSpec(template.getSpec())
                .endTemplate()
                .endSpec()
                .build());
    }

    /** One whose status nobody wrote is rolled out. */
    private static void settle(Deployment deployment) {
        if (deployment.getStatus() == null) {
            var wanted = requireNonNullElse(deployment.getSpec().getReplicas(), 1);
            deployment.setStatus(new DeploymentStatusBuilder()
                    .withObservedGeneration(GENERATION)
                    .withReplicas(wanted)
                    .withUpdatedReplicas(wanted)
                    .withAvailableReplicas(wanted)
                    .build());
        }
    }

    /** As above. */
    private static void settle(ReplicaSet revision) {
        if (revision.getStatus() == null) {
            var wanted = requireNonNullElse(revision.getSpec().getReplicas(), 1);
            revision.setStatus(new ReplicaSetStatusBuilder()
                    .withObservedGeneration(GENERATION)
                    .withReplicas(wanted)
                    .withAvailableReplicas(wanted)
                    .build());
        }
    }

    private void job(Job job) {
        var running = !Boolean.TRUE.equals(job.getSpec().getSuspend());
        pods(job, job.getSpec().getTemplate(), running ? 1 : 0);
    }

    private void pods(HasMetadata owner, PodTemplateSpec template, @Nullable Integer count) {
        if (hasChildren(owner)) {
            return;
        }
        for (var index = 0; index < requireNonNullElse(count, 1); index++) {
            var meta = child(owner, owner.getMetadata().getName() + "-" + index, "Pod");
            meta.setLabels(template.getMetadata().getLabels());
            objects.add(new PodBuilder()
                    .withMetadata(meta)
                    .withSpec(template.getSpec())
                    .build());
        }
    }

    private boolean hasChildren(HasMetadata owner) {
        return objects.stream()
                .flatMap(object -> object.getMetadata().getOwnerReferences().stream())
                .anyMatch(reference -> reference.getKind().equals(owner.getKind())
                        && reference.getName().equals(owner.getMetadata().getName()));
    }

    private static ObjectMeta child(HasMetadata owner, String name, String kind) {
        return new ObjectMetaBuilder()
                .withNamespace(owner.getMetadata().getNamespace())
                .withName(name)
                .withUid(kind + "-" + name)
                .withAnnotations(owner.getMetadata().getAnnotations())
                .withOwnerReferences(reference(owner))
                .build();
    }

    private static OwnerReference reference(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(uid(owner))
                .withController(true)
                .build();
    }

    /** A Pod whose status nobody wrote is ready. */
    private void start(Pod pod) {
        if (pod.getStatus() == null) {
            pod.setStatus(new PodBuilder()
                    .withNewStatus()
                    .withPhase("Running")
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .endCondition()
                    .endStatus()
                    .buildStatus());
        }
        var onHost = Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
        pod.getStatus().setPodIP(onHost ? NODE_ADDRESS : "10.244.0." + addresses++);
    }

    private void slices(Service service) {
        var selector = service.getSpec().getSelector();
        var name = service.getMetadata().getName();
        var written = all(EndpointSlice.class).stream()
                .anyMatch(slice -> name.equals(slice.getMetadata().getLabels().get("kubernetes.io/service-name")));
        if (selector == null || selector.isEmpty() || written) {
            return;
        }
        var byPorts = new LinkedHashMap<List<EndpointPort>, List<Endpoint>>();
        all(Pod.class).stream()
                .filter(pod -> isSelected(service, pod))
                .forEach(pod -> byPorts.computeIfAbsent(ports(service, pod), ports -> new ArrayList<>())
                        .add(endpoint(service, pod)));
        byPorts.forEach((ports, endpoints) -> objects.add(new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(service.getMetadata().getNamespace())
                .withName(name + "-" + objects.size())
                .withLabels(Map.of(
                        "kubernetes.io/service-name",
                        name,
                        "endpointslice.kubernetes.io/managed-by",
                        "endpointslice-controller.k8s.io"))
                .endMetadata()
                .withAddressType("IPv4")
                .withPorts(ports)
                .withEndpoints(endpoints)
                .build()));
    }

    private static boolean isSelected(Service service, Pod pod) {
        var meta = pod.getMetadata();
        return meta.getNamespace().equals(service.getMetadata().getNamespace())
                && meta.getLabels()
                        .entrySet()
                        .containsAll(service.getSpec().getSelector().entrySet());
    }

    private static List<EndpointPort> ports(Service service, Pod pod) {
        return service.getSpec().getPorts().stream()
                .flatMap(port -> port.getTargetPort().getStrVal() == null
                        ? Stream.of(endpointPort(
                                port.getName(), port.getTargetPort().getIntVal()))
                        : declared(pod)
                                .filter(it -> port.getTargetPort().getStrVal().equals(it.getName()))
                                .map(it -> endpointPort(port.getName(), it.getContainerPort())))
                .toList();
    }

    private static Stream<ContainerPort> declared(Pod pod) {
        return pod.getSpec().getContainers().stream().flatMap(container -> container.getPorts().stream());
    }

    private static EndpointPort endpointPort(@Nullable String name, int number) {
        return new EndpointPortBuilder().withName(name).withPort(number).build();
    }

    private static Endpoint endpoint(Service service, Pod pod) {
        var terminating = pod.getMetadata().getDeletionTimestamp() != null;
        var serving = pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
        var always = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
        return new EndpointBuilder()
                .withAddresses(pod.getStatus().getPodIP())
                .withNewConditions(always || (serving && !terminating), serving, terminating)
                .withNewTargetRef()
                .withKind("Pod")
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endTargetRef()
                .build();
    }
}
