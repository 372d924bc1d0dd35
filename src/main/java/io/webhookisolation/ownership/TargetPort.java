package io.webhookisolation.ownership;

import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.ServicePort;
import java.util.Optional;

/** E6: the workload's containers declare the port that the call sites reach, by its name or its number. */
final class TargetPort implements EvidenceRule {

    static final String CODE = "E6";
    private static final int WEIGHT = 5;

    @Override
    public Optional<Evidence> examine(Claim claim) {
        return UsedPorts.of(claim.service(), claim.callSites()).stream()
                .filter(port -> isDeclared(port, claim))
                .findFirst()
                .map(port -> new Evidence(CODE, WEIGHT, claim.who() + " declares port " + port.targetPort()));
    }

    private static boolean isDeclared(ServicePort port, Claim claim) {
        var resolved = port.resolve(claim.unit().template());
        return resolved.isPresent()
                && claim.unit().template().ports().stream()
                        .anyMatch(declared -> declared.port() == resolved.getAsInt());
    }
}
