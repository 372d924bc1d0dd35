package io.webhookisolation.isolation;

import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.ownership.Ownership;
import io.webhookisolation.ownership.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * WI202: one Secret is to be the serving certificate of two Services that different workloads answer for, as with the
 * scaffold name {@code webhook-server-cert}: each serves what the last writer left (k0sproject/k0smotron#998).
 *
 * <p>That a neighbour's Secret is mounted as well, to trust it, is no such case; nor is a certificate for both names.
 */
final class SharedSecrets {

    /** In manifests without Certificates the name is all that tells a serving Secret from a password. */
    private static final Pattern SOUNDS_LIKE_CERTIFICATE = Pattern.compile(".*(cert|tls).*");

    private final Ownership ownership;
    private final boolean live;
    private final Map<SecretName, List<Certificate>> certificates;
    private final Map<SecretName, List<Use>> uses = new TreeMap<>();
    private final List<Shared> shared;

    private record SecretName(String namespace, String name) implements Comparable<SecretName> {
        @Override
        public int compareTo(SecretName other) {
            return (namespace + "/" + name).compareTo(other.namespace + "/" + other.name);
        }
    }

    /** An owner of a webhook Service that mounts the Secret in question. */
    private record Use(ServiceVerdict verdict, Service service, Unit unit) {

        String serverName() {
            return service.reference().serverName();
        }

        @Override
        public String toString() {
            return unit.key().kindAndName() + " mounts it and owns " + service.key();
        }
    }

    /** A Secret that several Services are to be served from. */
    private record Shared(Finding finding, Set<ServiceReference> services) {}

    private SharedSecrets(Snapshot snapshot, List<ServiceVerdict> verdicts, Ownership ownership) {
        this.ownership = ownership;
        live = snapshot.live();
        certificates = snapshot.certificates().stream()
                .collect(Collectors.groupingBy(
                        certificate -> new SecretName(certificate.key().namespace(), certificate.secretName()),
                        TreeMap::new,
                        Collectors.toList()));
        verdicts.forEach(verdict -> verdict.service().ifPresent(service -> collect(verdict, service)));
        shared = uses.entrySet().stream()
                .flatMap(use -> shared(use.getKey(), use.getValue()).stream())
                .toList();
    }

    static SharedSecrets of(Snapshot snapshot, List<ServiceVerdict> verdicts, Ownership ownership) {
        return new SharedSecrets(snapshot, verdicts, ownership);
    }

    Stream<Finding> findings() {
        return shared.stream().map(Shared::finding);
    }

    /** Those that have to do with this Service. */
    Stream<Finding> about(ServiceReference service) {
        return shared.stream().filter(one -> one.services.contains(service)).map(Shared::finding);
    }

    void addTo(Clashes clashes) {
        uses.forEach((secret, mounting) -> mounting.forEach(one -> mounting.stream()
                .filter(other -> areRivals(one, other, secret, of(secret)))
                .forEach(other -> clashes.bothServeFrom(secret.name, one.unit, other.unit))));
    }

    private void collect(ServiceVerdict verdict, Service service) {
        var owners = verdict.owners().stream().map(owner -> owner.workload()).collect(Collectors.toSet());
        ownership.units().in(service.key().namespace()).stream()
                .filter(unit -> owners.contains(unit.key()))
                .forEach(unit -> unit.template()
                        .secretMounts()
                        .forEach(secret -> uses.computeIfAbsent(
                                        new SecretName(service.key().namespace(), secret), absent -> new ArrayList<>())
                                .add(new Use(verdict, service, unit))));
    }

    private Optional<Shared> shared(SecretName secret, List<Use> mounting) {
        var writers = of(secret);
        var rivals = mounting.stream()
                .filter(use -> mounting.stream().anyMatch(other -> areRivals(use, other, secret, writers)))
                .toList();
        if (rivals.isEmpty()) {
            return Optional.empty();
        }
        var first = rivals.getFirst().unit().key();
        var finding = Finding.of(
                FindingCode.WI202,
                new ObjectKey("v1", "Secret", secret.namespace, secret.name, first.source()),
                "Secret " + secret.namespace + "/" + secret.name + " is to serve "
                        + Listing.of(rivals.stream()
                                .map(use -> use.service().key().kindAndName())
                                .distinct()
                                .toList())
                        + ", which different workloads own: each serves what the last writer left in it",
                evidence(rivals, writers));
        var services = rivals.stream().map(use -> use.service().reference()).collect(Collectors.toSet());
        return Optional.of(new Shared(finding, services));
    }

    private boolean areRivals(Use one, Use other, SecretName secret, List<Certificate> writers) {
        return !one.unit.key().equals(other.unit.key())
                && !isOwner(one.unit, other.verdict)
                && !isOwner(other.unit, one.verdict)
                && (isMeantForOne(one, other, secret, writers)
                        || isMeantForOne(other, one, secret, writers)
                        || serves(one, other)
                        || serves(other, one)
                        || (!live && writers.isEmpty() && soundsShared(one, other, secret)));
    }

    private static boolean isOwner(Unit unit, ServiceVerdict verdict) {
        return verdict.owners().stream().anyMatch(owner -> owner.workload().equals(unit.key()));
    }

    /** Whether the Secret is for the one, and the other has no certificate but it. */
    private boolean isMeantForOne(Use one, Use other, SecretName secret, List<Certificate> writers) {
        return writers.stream().anyMatch(writer -> isFor(writer, one) && !isFor(writer, other))
                && other.unit.template().secretMounts().stream()
                        .filter(mount -> !mount.equals(secret.name))
                        .flatMap(mount -> of(new SecretName(secret.namespace, mount)).stream())
                        .noneMatch(certificate -> isFor(certificate, other))
                && writers.stream().noneMatch(writer -> isFor(writer, one) && isFor(writer, other));
    }

    /** Whether the one's certificate is what the other serves. */
    private boolean serves(Use one, Use other) {
        return ownership.served(other.service, other.verdict.callSites()).stream()
                .filter(served -> served.workload().equals(other.unit.key()))
                .anyMatch(served -> served.isFor(one.service) && !served.isFor(other.service));
    }

    private static boolean soundsShared(Use one, Use other, SecretName secret) {
        return SOUNDS_LIKE_CERTIFICATE.matcher(secret.name).matches()
                && !one.unit
                        .provenance()
                        .component()
                        .equals(other.unit.provenance().component());
    }

    private List<Certificate> of(SecretName secret) {
        return certificates.getOrDefault(secret, List.of());
    }

    private static boolean isFor(Certificate certificate, Use use) {
        return certificate.dnsNames().contains(use.serverName());
    }

    private static List<String> evidence(Collection<Use> rivals, Collection<Certificate> writers) {
        return Stream.concat(
                        rivals.stream().map(Use::toString),
                        writers.stream()
                                .map(writer ->
                                        writer.key().kindAndName() + " is for " + String.join(", ", writer.dnsNames())))
                .toList();
    }
}
