package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.webhookisolation.model.LabelSelector;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The selectors by which a Pod's affinity and topology spread look at other Pods, whatever namespaces they name. */
final class Placement {

    private Placement() {}

    static List<LabelSelector> of(PodSpec spec) {
        return Stream.concat(
                        terms(spec.getAffinity()).map(PodAffinityTerm::getLabelSelector),
                        OrEmpty.list(spec.getTopologySpreadConstraints()).stream()
                                .map(TopologySpreadConstraint::getLabelSelector))
                .map(LabelSelectorConversion::toModel)
                .distinct()
                .toList();
    }

    private static Stream<PodAffinityTerm> terms(@Nullable Affinity affinity) {
        if (affinity == null) {
            return Stream.empty();
        }
        var near = affinity.getPodAffinity();
        var far = affinity.getPodAntiAffinity();
        var required = Stream.of(
                near == null ? List.<PodAffinityTerm>of() : near.getRequiredDuringSchedulingIgnoredDuringExecution(),
                far == null ? List.<PodAffinityTerm>of() : far.getRequiredDuringSchedulingIgnoredDuringExecution());
        var preferred = Stream.of(
                near == null
                        ? List.<WeightedPodAffinityTerm>of()
                        : near.getPreferredDuringSchedulingIgnoredDuringExecution(),
                far == null
                        ? List.<WeightedPodAffinityTerm>of()
                        : far.getPreferredDuringSchedulingIgnoredDuringExecution());
        return Stream.concat(
                required.flatMap(List::stream),
                preferred.flatMap(List::stream).map(WeightedPodAffinityTerm::getPodAffinityTerm));
    }
}
