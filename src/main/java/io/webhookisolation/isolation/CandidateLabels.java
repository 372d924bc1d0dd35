package io.webhookisolation.isolation;

import io.webhookisolation.model.DeniedLabels;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.ownership.Unit;
import java.util.List;
import java.util.Map;

/**
 * Finds the labels that could be added to a selector without losing an owner.
 *
 * <p>They come from the owners' templates, never from the Service's own labels, which differ from the Pods' in many
 * real manifests, and never from Pods alone: a replacement Pod would lack them and leave the Service empty.
 */
final class CandidateLabels {

    /** So many are tried in combination; beyond it the least preferred are left out. */
    static final int LIMIT = 12;

    private static final List<String> COMMON_KEYS = List.of("app.kubernetes.io/part-of", "app", "k8s-app", "name");

    private final List<String> labelKeys;

    CandidateLabels(List<String> labelKeys) {
        this.labelKeys = List.copyOf(labelKeys);
    }

    /** Best first: by stability, then preference, then key. */
    List<CandidateLabel> of(List<Unit> owners, LabelSet selector) {
        return owners.getFirst().template().labels().entries().entrySet().stream()
                .filter(label -> selector.value(label.getKey()).isEmpty())
                .filter(label -> !DeniedLabels.contains(label.getKey(), label.getValue()))
                .filter(label -> owners.stream().allMatch(owner -> isOnAll(owner, label, selector)))
                .map(label -> candidate(owners, label))
                .sorted()
                .limit(LIMIT)
                .toList();
    }

    /** Only what the Service selects today has to keep its place. */
    private static boolean isOnAll(Unit owner, Map.Entry<String, String> label, LabelSet selector) {
        return owner.template().labels().has(label.getKey(), label.getValue())
                && owner.labels().stream()
                        .filter(selector::selects)
                        .allMatch(labels -> labels.has(label.getKey(), label.getValue()));
    }

    private CandidateLabel candidate(List<Unit> owners, Map.Entry<String, String> label) {
        var immutable = owners.stream().allMatch(owner -> owner.matchLabels().has(label.getKey(), label.getValue()));
        return new CandidateLabel(label.getKey(), label.getValue(), immutable ? 1 : 2, preference(label.getKey()));
    }

    private int preference(String key) {
        if (labelKeys.contains(key)) {
            return labelKeys.indexOf(key);
        }
        var common = COMMON_KEYS.indexOf(key);
        return labelKeys.size() + (common < 0 ? COMMON_KEYS.size() : common);
    }
}
