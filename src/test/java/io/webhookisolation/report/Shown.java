package io.webhookisolation.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import java.util.Objects;

/** What a status shows. */
final class Shown {

    private Shown() {}

    static ServiceStatus row(PolicyStatus status) {
        return Present.list(status.services()).getFirst();
    }

    static ServiceStatus.SelectorStatus selector(ServiceStatus row) {
        return Objects.requireNonNull(row.selector());
    }

    static Condition condition(PolicyStatus status, String type) {
        return Present.list(status.conditions()).stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
