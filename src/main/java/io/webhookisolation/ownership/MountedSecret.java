package io.webhookisolation.ownership;

import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * E2: the workload mounts a Secret that a cert-manager Certificate for this Service writes, or only Secrets of other
 * webhook Services.
 *
 * <p>No Secret is read. Only exact names count: a wildcard is for everybody.
 */
final class MountedSecret implements EvidenceRule {

    static final String CODE = "E2";
    private static final int FOR = 60;
    private static final int AGAINST = -40;

    private final Map<SecretName, List<Certificate>> writers;
    private final WebhookServices webhooks;

    private record SecretName(String namespace, String name) {}

    MountedSecret(Snapshot snapshot, WebhookServices webhooks) {
        writers = snapshot.certificates().stream()
                .collect(Collectors.groupingBy(
                        certificate -> new SecretName(certificate.key().namespace(), certificate.secretName())));
        this.webhooks = webhooks;
    }

    @Override
    public Optional<Evidence> examine(Claim claim) {
        var mounted = mounted(claim).filter(this::hasOneMeaning).toList();
        var ours = mounted.stream()
                .filter(certificate -> isFor(certificate, claim))
                .findFirst();
        if (ours.isPresent()) {
            return Optional.of(new Evidence(CODE, FOR, sentence(claim, ours.get(), claim.service())));
        }
        return mounted.stream()
                .flatMap(certificate ->
                        services(certificate).stream().map(service -> sentence(claim, certificate, service)))
                .findFirst()
                .map(sentence -> new Evidence(CODE, AGAINST, sentence));
    }

    /** Whether a Certificate for this Service writes a Secret that it mounts, whoever else may write it. */
    boolean isFor(Claim claim) {
        return mounted(claim).anyMatch(certificate -> isFor(certificate, claim));
    }

    /** Whether it mounts this Service's Secret and nobody else's certificate can be in it. */
    boolean provesOwner(Claim claim) {
        return mounted(claim).filter(this::hasOneMeaning).anyMatch(certificate -> isFor(certificate, claim));
    }

    /** Whether its Secrets are for other webhook Services, and none for this one. */
    boolean provesForeign(Claim claim) {
        return !isFor(claim)
                && mounted(claim).anyMatch(certificate -> !services(certificate).isEmpty());
    }

    private Stream<Certificate> mounted(Claim claim) {
        return claim.unit().template().secretMounts().stream()
                .flatMap(secret -> writersOf(claim.namespace(), secret).stream())
                .filter(certificate ->
                        Origin.mayMeet(certificate.provenance(), claim.unit().provenance()));
    }

    /** Two Certificates that write one Secret overwrite each other, or mean two Secrets of two installations. */
    private boolean hasOneMeaning(Certificate certificate) {
        return writersOf(certificate.key().namespace(), certificate.secretName()).stream()
                .filter(other -> Origin.mayMeet(other.provenance(), certificate.provenance()))
                .allMatch(other -> other.dnsNames().equals(certificate.dnsNames()));
    }

    private boolean isFor(Certificate certificate, Claim claim) {
        return services(certificate).contains(claim.service());
    }

    private List<Service> services(Certificate certificate) {
        return certificate.dnsNames().stream()
                .flatMap(name -> webhooks.named(name).stream())
                .filter(service ->
                        service.key().namespace().equals(certificate.key().namespace()))
                .filter(service -> Origin.mayMeet(service.provenance(), certificate.provenance()))
                .distinct()
                .toList();
    }

    private List<Certificate> writersOf(String namespace, String secret) {
        return writers.getOrDefault(new SecretName(namespace, secret), List.of());
    }

    private static String sentence(Claim claim, Certificate certificate, Service service) {
        return claim.who() + " mounts Secret/" + certificate.secretName() + ", which Certificate/"
                + certificate.key().name() + " writes for Service/"
                + service.key().name();
    }
}
