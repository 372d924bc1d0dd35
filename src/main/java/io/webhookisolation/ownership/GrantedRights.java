package io.webhookisolation.ownership;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.Grant;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * E9: the workload's ServiceAccount may change a configuration that names the Service, as who renews his own bundle has to.
 *
 * <p>Only a right to this very object counts: cert-manager's injector and many others may change all of them.
 */
final class GrantedRights implements EvidenceRule {

    static final String CODE = "E9";
    private static final int WEIGHT = 10;

    /** The ServiceAccount of Pods that name none. */
    private static final String DEFAULT = "default";

    private final Map<Account, List<Grant>> grants;

    private record Account(String namespace, String name) {}

    GrantedRights(Snapshot snapshot) {
        grants = snapshot.grants().stream()
                .collect(Collectors.groupingBy(grant -> new Account(grant.namespace(), grant.serviceAccount())));
    }

    @Override
    public Optional<Evidence> examine(Claim claim) {
        var named = claim.unit().template().serviceAccount();
        var account = new Account(claim.namespace(), named.isEmpty() ? DEFAULT : named);
        return grants.getOrDefault(account, List.of()).stream()
                .filter(grant -> grant.provenance().mayMeet(claim.unit().provenance()))
                .flatMap(grant -> claim.callSites().stream()
                        .map(CallSite::configuration)
                        .filter(configuration -> isFor(grant, configuration)))
                .findFirst()
                .map(configuration -> new Evidence(
                        CODE,
                        WEIGHT,
                        claim.who() + " runs as ServiceAccount/" + account.name + ", which may change "
                                + configuration.kindAndName()));
    }

    private static boolean isFor(Grant grant, ObjectKey configuration) {
        return grant.kind().equals(configuration.kind()) && grant.name().equals(configuration.name());
    }
}
