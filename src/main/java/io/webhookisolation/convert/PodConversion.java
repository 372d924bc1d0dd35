package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.webhookisolation.model.ContainerPort;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.PodTemplate;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Source;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts Pods and Pod templates. */
public final class PodConversion {

    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

    private PodConversion() {}

    public static Pod toModel(io.fabric8.kubernetes.api.model.Pod pod, Source source, Provenance provenance) {
        var meta = Metadata.of(pod);
        var status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
        return new Pod(
                meta.key(source),
                meta.uid(),
                provenance,
                template(pod.getMetadata(), pod.getSpec()),
                meta.controller(),
                addresses(status),
                OrEmpty.list(status.getConditions()).stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus())),
                meta.terminating(),
                FINISHED.contains(OrEmpty.text(status.getPhase())),
                pod.getSpec() == null ? "" : OrEmpty.text(pod.getSpec().getNodeName()),
                ServingStart.of(pod));
    }

    public static PodTemplate template(@Nullable PodTemplateSpec template) {
        return template == null ? PodTemplate.EMPTY : template(template.getMetadata(), template.getSpec());
    }

    public static PodTemplate template(@Nullable ObjectMeta meta, @Nullable PodSpec spec) {
        var labels = Metadata.labels(meta);
        if (spec == null) {
            return PodTemplate.EMPTY.withLabels(labels);
        }
        var containers = OrEmpty.list(spec.getContainers());
        var serving = Stream.concat(containers.stream(), sidecars(spec)).toList();
        return new PodTemplate(
                labels,
                serving.stream()
                        .flatMap(container -> OrEmpty.list(container.getPorts()).stream())
                        .map(PodConversion::port)
                        .toList(),
                secrets(spec, true),
                optionalSecrets(spec),
                Words.of(serving),
                OrEmpty.flag(spec.getHostNetwork()),
                serving.stream().map(Container::getReadinessProbe).anyMatch(probe -> probe != null),
                OrEmpty.text(spec.getServiceAccountName(), OrEmpty.text(spec.getServiceAccount())),
                Placement.of(spec));
    }

    /** Init containers that never stop serve like containers (KEP-753). */
    static Stream<Container> sidecars(PodSpec spec) {
        return OrEmpty.list(spec.getInitContainers()).stream()
                .filter(container -> "Always".equals(container.getRestartPolicy()));
    }

    private static List<String> addresses(PodStatus status) {
        var all = OrEmpty.list(status.getPodIPs()).stream()
                .map(PodIP::getIp)
                .filter(address -> !OrEmpty.text(address).isEmpty())
                .toList();
        var first = OrEmpty.text(status.getPodIP());
        return all.isEmpty() && !first.isEmpty() ? List.of(first) : all;
    }

    private static ContainerPort port(io.fabric8.kubernetes.api.model.ContainerPort port) {
        return new ContainerPort(
                OrEmpty.text(port.getName()),
                OrEmpty.number(port.getContainerPort()),
                OrEmpty.text(port.getProtocol(), "TCP"));
    }

    private static SortedSet<String> optionalSecrets(PodSpec spec) {
        var optional = secrets(spec, true);
        optional.removeAll(secrets(spec, false));
        return optional;
    }

    /** @param optional also those without which it starts */
    private static SortedSet<String> secrets(PodSpec spec, boolean optional) {
        var names = new TreeSet<String>();
        for (var volume : OrEmpty.list(spec.getVolumes())) {
            var secret = volume.getSecret();
            if (secret != null && (optional || !OrEmpty.flag(secret.getOptional()))) {
                names.add(OrEmpty.text(secret.getSecretName()));
            }
            projectedSecrets(volume)
                    .filter(projected -> optional || !OrEmpty.flag(projected.getOptional()))
                    .forEach(projected -> names.add(OrEmpty.text(projected.getName())));
        }
        names.remove("");
        return names;
    }

    private static Stream<SecretProjection> projectedSecrets(Volume volume) {
        return volume.getProjected() == null
                ? Stream.empty()
                : OrEmpty.list(volume.getProjected().getSources()).stream()
                        .flatMap(projection -> Stream.ofNullable(projection.getSecret()));
    }
}
