package io.webhookisolation.ownership;

import io.webhookisolation.model.Evidence;
import java.util.Optional;

/** E5: the Service and the workload belong to the same ClusterServiceVersion of OLM, or to two different ones. */
final class OlmBundle implements EvidenceRule {

    static final String CODE = "E5";
    private static final int WEIGHT = 25;

    @Override
    public Optional<Evidence> examine(Claim claim) {
        var service = claim.service().provenance().olmOwner();
        var workload = claim.unit().provenance().olmOwner();
        if (service.isEmpty() || workload.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                service.equals(workload)
                        ? new Evidence(
                                CODE, WEIGHT, claim.who() + " and the Service are of OLM bundle " + service.get())
                        : new Evidence(
                                CODE,
                                -WEIGHT,
                                claim.who() + " is of OLM bundle " + workload.get() + ", the Service of "
                                        + service.get()));
    }
}
