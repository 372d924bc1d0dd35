package io.webhookisolation.ownership;

import io.webhookisolation.model.Evidence;
import java.util.Optional;

/**
 * E3: the Service and the workload carry the annotations of the same Helm release, or of two different ones.
 *
 * <p>All sub-charts of an umbrella chart are one release, so that this alone never makes an owner.
 */
final class HelmRelease implements EvidenceRule {

    static final String CODE = "E3";
    private static final int WEIGHT = 25;

    @Override
    public Optional<Evidence> examine(Claim claim) {
        var service = claim.service().provenance().helmRelease();
        var workload = claim.unit().provenance().helmRelease();
        if (service.isEmpty() || workload.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                service.equals(workload)
                        ? new Evidence(
                                CODE, WEIGHT, claim.who() + " and the Service are of Helm release " + service.get())
                        : new Evidence(
                                CODE,
                                -WEIGHT,
                                claim.who() + " is of Helm release " + workload.get() + ", the Service of "
                                        + service.get()));
    }
}
