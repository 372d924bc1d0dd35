package io.webhookisolation.isolation;

import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServiceCertificate.NotAfter;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.WorkloadVerdict;
import io.webhookisolation.ownership.Ownership;
import io.webhookisolation.ownership.ServedChain;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The certificates behind a webhook Service, and what is wrong with them; it has nothing to do with the Service's class.
 *
 * <p>Only what owners serve is judged: that a foreign Pod serves something else is an overlap. Callers that verify nothing
 * and callers that are to be ignored do not count.
 */
final class SeenCertificates {

    private final Ownership ownership;
    private final SharedSecrets secrets;
    private final CallSiteFindings callSites;
    private final Instant now;

    SeenCertificates(Ownership ownership, SharedSecrets secrets, CallSiteFindings callSites, Instant now) {
        this.ownership = ownership;
        this.secrets = secrets;
        this.callSites = callSites;
        this.now = now;
    }

    /** Empty if nobody who counts calls the Service, or there is none. */
    Optional<ServiceCertificate> of(ServiceVerdict verdict) {
        return verdict.service()
                .filter(service -> service.ignored().isEmpty())
                .flatMap(service -> of(verdict, service));
    }

    private Optional<ServiceCertificate> of(ServiceVerdict verdict, Service service) {
        var callers = verdict.callSites().stream()
                .filter(site -> site.ignored().isEmpty() && !site.insecureSkipTlsVerify())
                .toList();
        if (callers.isEmpty()) {
            return Optional.empty();
        }
        var chains = ofOwners(verdict, ownership.served(service, verdict.callSites()));
        var inOrder = chains.stream()
                .filter(served -> ServedLeaves.isInOrder(served, service, now))
                .toList();
        var trust = callers.stream()
                .map(site -> new TrustFindings(service, site, inOrder, now))
                .toList();
        var leaf = first(chains.stream().map(ServedChain::leaf));
        return Optional.of(ServiceCertificate.audited(
                service.reference(),
                new NotAfter(leaf, first(trust.stream().flatMap(TrustFindings::trusted)), Optional.empty(), leaf),
                trust.stream().mapToInt(TrustFindings::bundled).max().orElse(0),
                Stream.of(
                                ServedLeaves.of(service, chains, now),
                                trust.stream().flatMap(TrustFindings::all),
                                callers.stream().flatMap(site -> callSites.bundle(site).stream()),
                                secrets.about(service.reference()))
                        .flatMap(findings -> findings)
                        .toList()));
    }

    private static List<ServedChain> ofOwners(ServiceVerdict verdict, List<ServedChain> chains) {
        var owners = verdict.owners().stream().map(WorkloadVerdict::workload).collect(Collectors.toSet());
        return chains.stream()
                .filter(served -> owners.contains(served.workload()))
                .toList();
    }

    private static Optional<Instant> first(Stream<X509Certificate> certificates) {
        return certificates.map(certificate -> Lifetime.of(certificate).until()).min(Comparator.naturalOrder());
    }
}
