package io.webhookisolation.reconcile;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.convert.CertificatesConversion;
import java.util.Optional;
import java.util.Set;

/** What the CRD's schema refuses, and an older or missing schema let in; a guessed meaning could widen the scope. */
final class PolicyDefects {

    private static final Set<String> WITH_VALUES = Set.of("In", "NotIn");
    private static final Set<String> WITHOUT_VALUES = Set.of("Exists", "DoesNotExist");

    private PolicyDefects() {}

    static Optional<String> of(WebhookIsolationPolicy policy) {
        var spec = policy.getSpec();
        return spec == null
                ? Optional.of("spec is missing")
                : Optional.ofNullable(spec.serviceSelector())
                        .flatMap(PolicyDefects::of)
                        .or(() -> Optional.ofNullable(spec.certificates()).flatMap(CertificatesConversion::defect));
    }

    private static Optional<String> of(LabelSelector selector) {
        for (var requirement : selector.getMatchExpressions()) {
            var where = "spec.serviceSelector.matchExpressions, key " + requirement.getKey() + ": ";
            var operator = requirement.getOperator();
            if (!WITH_VALUES.contains(operator) && !WITHOUT_VALUES.contains(operator)) {
                return Optional.of(where + "operator " + operator + " is none of In, NotIn, Exists and DoesNotExist");
            }
            if (WITH_VALUES.contains(operator) == requirement.getValues().isEmpty()) {
                return Optional.of(where + "operator " + operator + " needs "
                        + (WITH_VALUES.contains(operator) ? "values" : "no values"));
            }
        }
        return Optional.empty();
    }
}
