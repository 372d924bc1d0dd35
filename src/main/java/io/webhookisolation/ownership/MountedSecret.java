package io.webhookisolation.ownership;

import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
        var ours = mounted(claim).stream()
                .filter(certificate -> isFor(certificate, claim.service()))
                .findFirst();
        if (ours.isPresent()) {
            return Optional.of(new Evidence(CODE, FOR, sentence(claim, ours.get(), claim.service())));
        }
        return mounted(claim).stream()
                .flatMap(certificate ->
                        services(certificate).stream().map(service -> sentence(claim, certificate, service)))
                .findFirst()
                .map(sentence -> new Evidence(CODE, AGAINST, sentence));
    }

    boolean isFor(Claim claim) {
        return mounted(claim).stream().anyMatch(certificate -> isFor(certificate, claim.service()));
    }

    /** Whether it mounts this Service's Secret and no Certificate for anybody else writes the same Secret. */
    boolean provesOwner(Claim claim) {
        return mounted(claim).stream()
                .filter(certificate -> isFor(certificate, claim.service()))
                .anyMatch(certificate ->
                        writersOf(claim, certificate.secretName()).size() == 1);
    }

    /** Whether its Secrets are for other webhook Services, and none for this one. */
    boolean provesForeign(Claim claim) {
        return !isFor(claim)
                && mounted(claim).stream()
                        .anyMatch(certificate -> !services(certificate).isEmpty());
    }

    private List<Certificate> mounted(Claim claim) {
        return claim.unit().template().secretMounts().stream()
                .flatMap(secret -> writersOf(claim, secret).stream())
                .toList();
    }

    private List<Certificate> writersOf(Claim claim, String secret) {
        return writers.getOrDefault(new SecretName(claim.namespace(), secret), List.of()).stream()
                .filter(certificate ->
                        Origin.mayMeet(certificate.provenance(), claim.unit().provenance()))
                .toList();
    }

    private boolean isFor(Certificate certificate, Service service) {
        return services(certificate).contains(service);
    }

    private List<Service> services(Certificate certificate) {
        return certificate.dnsNames().stream()
                .flatMap(name -> webhooks.named(name, certificate.key().namespace()).stream())
                .filter(service -> Origin.mayMeet(service.provenance(), certificate.provenance()))
                .distinct()
                .toList();
    }

    private static String sentence(Claim claim, Certificate certificate, Service service) {
        return claim.who() + " mounts Secret/" + certificate.secretName() + ", which Certificate/"
                + certificate.key().name() + " writes for Service/"
                + service.key().name();
    }
}
