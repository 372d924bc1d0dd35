package io.webhookisolation.isolation;

import io.webhookisolation.model.Finding;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.WorkloadVerdict;
import io.webhookisolation.ownership.Ownership;
import io.webhookisolation.ownership.ServedChain;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with the certificates behind a webhook Service; it has nothing to do with the Service's class.
 *
 * <p>Only what owners serve is judged: that a foreign Pod serves something else is an overlap. Callers that verify nothing
 * and callers that are to be ignored do not count.
 */
final class CertificateFindings {

    private CertificateFindings() {}

    static Stream<Finding> of(ServiceVerdict verdict, Ownership ownership, Instant now) {
        return verdict.service().stream()
                .filter(service -> service.ignored().isEmpty())
                .flatMap(service -> of(verdict, service, ownership, now));
    }

    private static Stream<Finding> of(ServiceVerdict verdict, Service service, Ownership ownership, Instant now) {
        var callers = verdict.callSites().stream()
                .filter(site -> site.ignored().isEmpty() && !site.insecureSkipTlsVerify())
                .toList();
        if (callers.isEmpty()) {
            return Stream.empty();
        }
        var chains = ofOwners(verdict, ownership.served(service, verdict.callSites()));
        var inOrder = chains.stream()
                .filter(served -> ServedLeaves.isInOrder(served, service, now))
                .toList();
        return Stream.concat(
                ServedLeaves.of(service, chains, now),
                callers.stream().flatMap(site -> TrustFindings.of(service, site, inOrder, now)));
    }

    private static List<ServedChain> ofOwners(ServiceVerdict verdict, List<ServedChain> chains) {
        var owners = verdict.owners().stream().map(WorkloadVerdict::workload).collect(Collectors.toSet());
        return chains.stream()
                .filter(served -> owners.contains(served.workload()))
                .toList();
    }
}
