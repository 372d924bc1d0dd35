package io.webhookisolation.convert;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.webhookisolation.model.PlacementTerm;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The terms by which a Pod's affinity and topology spread look at other Pods. */
final class Placement {

    private Placement() {}

    static List<PlacementTerm> of(PodSpec spec) {
        return Stream.concat(
                        terms(spec.getAffinity()).map(Placement::term),
                        OrEmpty.list(spec.getTopologySpreadConstraints()).stream()
                                .map(Placement::term))
                .distinct()
                .toList();
    }

    private static PlacementTerm term(PodAffinityTerm term) {
        return new PlacementTerm(
                LabelSelectorConversion.toModel(term.getLabelSelector()),
                names(term.getMatchLabelKeys()),
                names(term.getMismatchLabelKeys()),
                names(term.getNamespaces()),
                term.getNamespaceSelector() != null);
    }

    /** It looks at Pods of its own namespace only. */
    private static PlacementTerm term(TopologySpreadConstraint spread) {
        return new PlacementTerm(
                LabelSelectorConversion.toModel(spread.getLabelSelector()),
                names(spread.getMatchLabelKeys()),
                new TreeSet<>(),
                new TreeSet<>(),
                false);
    }

    private static SortedSet<String> names(@Nullable List<String> list) {
        return new TreeSet<>(OrEmpty.list(list));
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
