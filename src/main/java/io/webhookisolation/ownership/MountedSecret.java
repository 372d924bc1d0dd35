package io.webhookisolation.ownership;

import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.PodTemplate;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * E2: the workload mounts a Secret that holds this Service's certificate, or that a cert-manager Certificate for it writes;
 * or only Secrets of other webhook Services.
 *
 * <p>Where the Secret itself was read, it says what it holds. Only exact names count: a wildcard is for everybody. A Secret
 * that the workload behind the other Service mounts as well says nothing: both may mean to have it for themselves. Nor does
 * one for this Service that another component mounts as well which the Service selects.
 */
final class MountedSecret implements EvidenceRule {

    static final String CODE = "E2";
    private static final int FOR = 60;
    private static final int AGAINST = -40;

    private final Map<SecretName, List<Certificate>> writers;
    private final WebhookServices webhooks;
    private final SharedMount sharedMount;

    private record SecretName(String namespace, String name) {}

    MountedSecret(Snapshot snapshot, WebhookServices webhooks, SharedMount sharedMount) {
        writers = snapshot.certificates().stream()
                .collect(Collectors.groupingBy(
                        certificate -> new SecretName(certificate.key().namespace(), certificate.secretName())));
        this.webhooks = webhooks;
        this.sharedMount = sharedMount;
    }

    @Override
    public Optional<Evidence> examine(Claim claim) {
        var mounted = mounted(claim, claim.unit().template())
                .filter(this::hasOneMeaning)
                .toList();
        var ours = mounted.stream()
                .filter(certificate -> isForItAlone(certificate, claim))
                .findFirst();
        if (ours.isPresent()) {
            return Optional.of(new Evidence(CODE, FOR, sentence(claim, ours.get(), claim.service())));
        }
        return mounted.stream()
                .filter(certificate -> !isFor(certificate, claim))
                .flatMap(certificate ->
                        servicesOfOthers(claim, certificate).map(service -> sentence(claim, certificate, service)))
                .findFirst()
                .map(sentence -> new Evidence(CODE, AGAINST, sentence));
    }

    /** Whether a Certificate for this Service writes a Secret that any of its Pods mounts, whoever else may write it. */
    boolean isFor(Claim claim) {
        return claim.unit().templates().stream()
                .flatMap(template -> mounted(claim, template))
                .anyMatch(certificate -> isFor(certificate, claim));
    }

    /** Whether all of its Pods mount this Service's Secret and nobody else's certificate can be in it. */
    boolean provesOwner(Claim claim) {
        return claim.unit().templates().stream()
                .allMatch(template -> mounted(claim, template)
                        .filter(this::hasOneMeaning)
                        .anyMatch(certificate -> isForItAlone(certificate, claim)));
    }

    /** Whether all of its Pods mount Secrets of other webhook Services, and none of them this one's. */
    boolean provesForeign(Claim claim) {
        return !isFor(claim)
                && claim.unit().templates().stream()
                        .allMatch(template -> mounted(claim, template)
                                .anyMatch(certificate -> servicesOfOthers(claim, certificate)
                                        .findAny()
                                        .isPresent()));
    }

    private Stream<Certificate> mounted(Claim claim, PodTemplate template) {
        return template.secretMounts().stream()
                .flatMap(secret -> writersOf(claim.namespace(), secret).stream())
                .filter(certificate ->
                        certificate.provenance().mayMeet(claim.unit().provenance()));
    }

    /** Two Certificates that write one Secret overwrite each other, or mean two Secrets of two installations. */
    private boolean hasOneMeaning(Certificate certificate) {
        return writersOf(certificate.key().namespace(), certificate.secretName()).stream()
                .filter(other -> other.provenance().mayMeet(certificate.provenance()))
                .allMatch(other -> other.dnsNames().equals(certificate.dnsNames()));
    }

    private boolean isFor(Certificate certificate, Claim claim) {
        return services(certificate)
                .anyMatch(service -> service.key().equals(claim.service().key()));
    }

    /** Of two components that the Service selects and that mount its Secret, only one can be meant. */
    private boolean isForItAlone(Certificate certificate, Claim claim) {
        return isFor(certificate, claim) && !sharedMount.withStrangers(claim, certificate.secretName());
    }

    private Stream<Service> servicesOfOthers(Claim claim, Certificate certificate) {
        return services(certificate).filter(service -> !sharedMount.explains(claim, service));
    }

    private Stream<Service> services(Certificate certificate) {
        return certificate.dnsNames().stream()
                .flatMap(name -> webhooks.named(name).stream())
                .filter(service ->
                        service.key().namespace().equals(certificate.key().namespace()))
                .filter(service -> service.provenance().mayMeet(certificate.provenance()));
    }

    /** What was read of the Secret itself, or else all who write it. */
    private List<Certificate> writersOf(String namespace, String secret) {
        var all = writers.getOrDefault(new SecretName(namespace, secret), List.of());
        return all.stream()
                .filter(writer -> writer.isRead() || all.stream().noneMatch(other -> isReadFor(other, writer)))
                .toList();
    }

    private static boolean isReadFor(Certificate secret, Certificate writer) {
        return secret.isRead() && secret.provenance().mayMeet(writer.provenance());
    }

    private static String sentence(Claim claim, Certificate certificate, Service service) {
        var origin = certificate.isRead()
                ? ", which holds a certificate for Service/"
                : ", which Certificate/" + certificate.key().name() + " writes for Service/";
        return claim.who() + " mounts Secret/" + certificate.secretName() + origin
                + service.key().name();
    }
}
