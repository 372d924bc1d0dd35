package io.webhookisolation.isolation;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.Service;
import io.webhookisolation.ownership.Unit;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Chooses the smallest change that parts a Service's owners from all others that its selector matches. */
final class RepairChoice {

    private final CandidateLabels candidates;
    private final TemplateLabel templateLabel;

    /**
     * Prepares the choice for one namespace.
     *
     * @param labelKeys order of preference among distinguishing labels
     * @param services all of the namespace
     */
    RepairChoice(List<String> labelKeys, List<Service> services) {
        candidates = new CandidateLabels(labelKeys);
        templateLabel = new TemplateLabel(labelKeys, services);
    }

    /**
     * Prefers labels that are there, then a new template label, then namespaces of their own.
     *
     * @param owners at least one
     * @param others all other units that the selector matches, foreign or unknown, at least one
     */
    Repair choose(Service service, List<Unit> owners, List<Unit> others) {
        var selector = service.selector();
        var excluded = others.stream()
                .flatMap(other -> other.labels().stream())
                .filter(selector::selects)
                .collect(Collectors.toSet());
        return DistinguishingLabels.smallest(candidates.of(owners, selector), excluded)
                .map(RepairChoice::narrow)
                .orElseGet(() -> templateLabel
                        .choose(service, owners, others)
                        .map(label -> labelThenNarrow(label, owners))
                        .orElseGet(RepairChoice::separate));
    }

    private static Repair narrow(List<CandidateLabel> set) {
        var labels = LabelSet.of(set.stream().collect(Collectors.toMap(CandidateLabel::key, CandidateLabel::value)));
        return new Repair(
                RepairKind.NARROW_SELECTOR,
                labels,
                new TreeMap<>(),
                DistinguishingLabels.worstStability(set),
                "every owner carries " + labels + ", and nothing else that the selector matches does");
    }

    private static Repair labelThenNarrow(LabelSet label, List<Unit> owners) {
        var templates = new TreeMap<String, LabelSet>();
        owners.forEach(owner -> templates.put(owner.key().kindAndName(), label));
        return new Repair(
                RepairKind.LABEL_THEN_NARROW,
                label,
                templates,
                2,
                "no label of the owners tells them from the others: label their Pod templates with " + label
                        + ", wait for the rollout, then narrow the selector");
    }

    private static Repair separate() {
        return new Repair(
                RepairKind.SEPARATE_NAMESPACES,
                LabelSet.EMPTY,
                new TreeMap<>(),
                0,
                "no label tells the owners from the others, and none can be added to their templates safely:"
                        + " install the components in namespaces of their own");
    }
}
