package io.webhookisolation.isolation;

import io.webhookisolation.model.DeniedLabels;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * WI106: keys of a selector that an upgrade, a rollout or a single Pod changes; until the Service follows, it reaches
 * nobody (Dynatrace/dynatrace-operator#7247).
 */
final class FleetingKeys {

    /**
     * Argo Rollouts itself moves the first from revision to revision, the second names an installation of Istio, and the
     * third is the same in all that the first kubebuilder scaffolded.
     */
    private static final Set<String> INTENDED =
            Set.of("rollouts-pod-template-hash", "istio.io/rev", "controller-tools.k8s.io");

    private FleetingKeys() {}

    static Optional<Finding> of(Service service) {
        var fleeting = new TreeMap<>(service.selector().entries());
        fleeting.entrySet().removeIf(FleetingKeys::lasts);
        return fleeting.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        FindingCode.WI106,
                        service.key(),
                        service.key() + " selects " + LabelSet.of(fleeting)
                                + ", which an upgrade, a rollout or a single Pod changes: then it reaches nobody;"
                                + " select labels that last",
                        List.of("its whole selector is " + service.selector())));
    }

    private static boolean lasts(Map.Entry<String, String> label) {
        return INTENDED.contains(label.getKey()) || !DeniedLabels.contains(label.getKey(), label.getValue());
    }
}
