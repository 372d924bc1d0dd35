package io.webhookisolation.ownership;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.OwnerReference;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.PodTemplate;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Rollout;
import io.webhookisolation.model.TemplateControl;
import io.webhookisolation.model.Workload;
import java.util.List;
import java.util.Optional;
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

    /** Whether a Service with this selector reaches, or would reach, any of its Pods. */
    public boolean isSelectedBy(LabelSet selector) {
        return labels().stream().anyMatch(selector::selects);
    }
}
