package io.webhookisolation.ownership;

import io.webhookisolation.model.ContainerPort;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.PodTemplate;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.model.ServicePort;
import io.webhookisolation.model.TemplateControl;
import io.webhookisolation.model.Workload;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A workload as the unit of ownership, with all that it controls folded in.
 *
 * @param key the Deployment, StatefulSet, DaemonSet, CronJob, lone ReplicaSet, lone Job or bare Pod; or the custom
 *     resource, known from owner references only, whose ReplicaSets, Jobs or Pods were seen
 * @param matchLabels the immutable selector of the workload; empty where it has none or was not seen
 * @param template what new Pods will look like; of a custom resource the template of its newest-named child
 * @param revisions its ReplicaSets or Jobs, wanted or not, sorted by key
 * @param pods its Pods that are not finished, sorted by key
 * @param desiredPods Pods that it wants now
 * @param controller what controls it in turn: an operator's custom resource
 * @param control who else writes its template
 */
public record Unit(
        ObjectKey key,
        Provenance provenance,
        LabelSet matchLabels,
        PodTemplate template,
        List<Workload> revisions,
        List<Pod> pods,
        int desiredPods,
        Rollout rollout,
        Optional<OwnerReference> controller,
        TemplateControl control) {

    public Unit {
        revisions = List.copyOf(revisions);
        pods = List.copyOf(pods);
    }

    /** Templates that make Pods now or will: the current one first, then those of revisions that still want Pods. */
    public List<PodTemplate> templates() {
        var wanted = revisions.stream().filter(revision -> revision.desiredPods() > 0);
        return Stream.concat(Stream.of(template), wanted.map(Workload::template))
                .distinct()
                .toList();
    }

    /** The labels of every template and every Pod, each once. */
    public List<LabelSet> labels() {
        return Stream.concat(
                        templates().stream().map(PodTemplate::labels),
                        pods.stream().map(Pod::labels))
                .distinct()
                .toList();
    }

    /**
     * Why a rollout of it could take a ready Pod away before its successor answers calls of these ports; empty if it cannot: no
     * Pod may be unavailable meanwhile, and a readiness probe tests each of the ports. A Pod that is ready before it listens
     * there fails calls until it does.
     */
    public Optional<String> gapInRollout(Collection<ServicePort> called) {
        var name = key.kindAndName();
        return control.hazard().isEmpty()
                ? called.stream()
                        .filter(port -> !isOneOf(control.readinessPorts(), port.targetPort()))
                        .map(port -> "no readiness probe of " + name + " tests port " + port.targetPort())
                        .findFirst()
                : Optional.of("a rollout of " + name + " may cost a ready Pod: " + control.hazard());
    }

    /**
     * Why calls of these ports may find nobody when one of its Pods ends; empty if they cannot: the container goes on
     * serving until whoever calls has learned that the Pod is no endpoint any more.
     */
    public Optional<String> gapInEnding(Collection<ServicePort> called) {
        return called.stream()
                .filter(port -> !isOneOf(control.lingeringPorts(), port.targetPort()))
                .map(port -> "Pods of " + key.kindAndName() + " stop serving port " + port.targetPort()
                        + " while API servers still call it, since its container has no preStop hook")
                .findFirst();
    }

    /** A probe and a Service may each say a port's name or its number. */
    private boolean isOneOf(Set<String> ports, String target) {
        var synonyms = template.ports().stream()
                .filter(declared -> names(declared).anyMatch(target::equals))
                .flatMap(Unit::names);
        return Stream.concat(Stream.of(target), synonyms).anyMatch(ports::contains);
    }

    private static Stream<String> names(ContainerPort port) {
        return Stream.of(port.name(), String.valueOf(port.port())).filter(name -> !name.isEmpty());
    }

    /** Whether a Service with this selector reaches, or would reach, any of its Pods. */
    public boolean isSelectedBy(LabelSet selector) {
        return labels().stream().anyMatch(selector::selects);
    }
}
