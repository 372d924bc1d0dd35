package io.webhookisolation.isolation;

import io.webhookisolation.model.LabelSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The smallest set of candidates of which every excluded label set lacks at least one: a minimum hitting set.
 *
 * <p>Nothing beyond the minimum is added, since every further key is one more that a reinstallation may change under us.
 * Of equally small sets the one with the better worst stability wins, then the preferred keys, then the key names.
 */
final class DistinguishingLabels {

    static final int MAX_SIZE = 3;

    private static final Comparator<List<CandidateLabel>> ORDER = Comparator.<List<CandidateLabel>>comparingInt(
                    DistinguishingLabels::worstStability)
            .thenComparing(DistinguishingLabels::comparePreference)
            .thenComparing(DistinguishingLabels::compareKeys);

    private DistinguishingLabels() {}

    /**
     * Finds it by trying all sets, smaller ones first.
     *
     * @param candidates best first
     * @param excluded labels of all that must no longer match
     * @return empty when no set of at most {@value #MAX_SIZE} suffices
     */
    static Optional<List<CandidateLabel>> smallest(List<CandidateLabel> candidates, Collection<LabelSet> excluded) {
        for (var size = 1; size <= MAX_SIZE; size++) {
            var best = combinations(candidates, size).stream()
                    .filter(set -> excluded.stream().allMatch(labels -> lacksOne(set, labels)))
                    .min(ORDER);
            if (best.isPresent()) {
                return best;
            }
        }
        return Optional.empty();
    }

    static int worstStability(List<CandidateLabel> set) {
        return set.stream().mapToInt(CandidateLabel::stability).max().orElse(0);
    }

    private static boolean lacksOne(List<CandidateLabel> set, LabelSet labels) {
        return set.stream().anyMatch(candidate -> !candidate.isCarriedBy(labels));
    }

    private static List<List<CandidateLabel>> combinations(List<CandidateLabel> candidates, int size) {
        if (size == 0) {
            return List.of(List.of());
        }
        var sets = new ArrayList<List<CandidateLabel>>();
        for (var first = 0; first <= candidates.size() - size; first++) {
            for (var rest : combinations(candidates.subList(first + 1, candidates.size()), size - 1)) {
                var set = new ArrayList<CandidateLabel>();
                set.add(candidates.get(first));
                set.addAll(rest);
                sets.add(set);
            }
        }
        return sets;
    }

    private static int comparePreference(List<CandidateLabel> left, List<CandidateLabel> right) {
        return compare(left, right, Comparator.comparingInt(CandidateLabel::preference));
    }

    private static int compareKeys(List<CandidateLabel> left, List<CandidateLabel> right) {
        return compare(left, right, Comparator.comparing(CandidateLabel::key));
    }

    /** Compares two sets of one size member by member, each in the given order. */
    private static int compare(
            List<CandidateLabel> left, List<CandidateLabel> right, Comparator<CandidateLabel> order) {
        var ours = left.stream().sorted(order).iterator();
        var theirs = right.stream().sorted(order).iterator();
        while (ours.hasNext()) {
            var result = order.compare(ours.next(), theirs.next());
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }
}
