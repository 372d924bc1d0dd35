package io.webhookisolation.isolation;

import io.webhookisolation.model.LabelSet;
import java.util.Comparator;

/**
 * A label that all owners carry and that may be added to a selector.
 *
 * @param stability 1: in each owner's immutable {@code matchLabels}; 2: in each template and on every Pod
 * @param preference position in the order of preference; lower is better
 */
record CandidateLabel(String key, String value, int stability, int preference) implements Comparable<CandidateLabel> {

    private static final Comparator<CandidateLabel> ORDER = Comparator.comparingInt(CandidateLabel::stability)
            .thenComparingInt(CandidateLabel::preference)
            .thenComparing(CandidateLabel::key);

    boolean isCarriedBy(LabelSet labels) {
        return labels.has(key, value);
    }

    @Override
    public int compareTo(CandidateLabel other) {
        return ORDER.compare(this, other);
    }
}
