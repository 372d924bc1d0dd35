package io.webhookisolation.certify;

import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.SeenSecret;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.WorkloadVerdict;
import io.webhookisolation.ownership.Ownership;
import io.webhookisolation.ownership.Unit;
import io.webhookisolation.x509.DnsNames;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom a certificate of a Service is for, also where nothing is served that proves it: the leaf has ended, no Pod runs, or
 * there has never been one.
 *
 * <p>Then the Secret speaks that the workload mounts: it names the Service; or it is absent, and Pods that nobody else could
 * be meant by cannot start without it.
 */
final class Owning {

    private final ServiceVerdict verdict;
    private final Snapshot snapshot;
    private final List<Unit> selected;
    private final List<Unit> proved;
    private final Collection<Unit> units;

    Owning(ServiceVerdict verdict, Snapshot snapshot, Collection<Unit> units) {
        this.verdict = verdict;
        this.snapshot = snapshot;
        this.units = units;
        proved = provedBy(verdict.workloads(), units);
        var selector = verdict.service().map(Service::selector).orElse(LabelSet.EMPTY);
        selected = units.stream().filter(unit -> unit.isSelectedBy(selector)).toList();
    }

    /** Whose Secrets are to be read. */
    List<Unit> candidates() {
        return proved.isEmpty() ? selected : proved;
    }

    /**
     * The Secret to look after, or why none can be told.
     *
     * @param seen those of the candidates' Secrets that exist
     * @param leaves by name of the Secret, as far as it holds a leaf that can be read
     * @param wait for somebody else who may mean to make an absent Secret
     */
    Mount mount(
            Map<String, SeenSecret> seen,
            Map<String, X509Certificate> leaves,
            FirstSeen firstSeen,
            Duration wait,
            Instant now) {
        var owners = proved.isEmpty() ? provedBySecret(leaves, now) : proved;
        if (!owners.isEmpty()) {
            return unlessOfAnother(Mount.of(verdict, owners, leaves, seen), leaves);
        }
        return awaited(seen)
                .map(secret -> awaiting(secret, firstSeen, wait, now))
                .orElseGet(() -> Mount.of(verdict, List.of(), leaves, seen));
    }

    /** What another Service is served from, as its certificate says, serves this one too only if that is seen. */
    private Mount unlessOfAnother(Mount mount, Map<String, X509Certificate> leaves) {
        return mount.name()
                .flatMap(name -> Optional.ofNullable(leaves.get(name)))
                .filter(leaf -> !isFor(leaf, verdict.reference()) && !isServed(leaf))
                .flatMap(leaf -> others().filter(other -> isFor(leaf, other))
                        .findFirst()
                        .map(other -> new Mount(
                                verdict,
                                mount.owners(),
                                Optional.empty(),
                                "its owners mount Secret/" + mount.name().orElseThrow()
                                        + " for Service " + other.name() + ", and no Pod was seen to serve "
                                        + verdict.reference().serverName()
                                        + " from it; put that name into its certificate"
                                        + " if they do")))
                .orElse(mount);
    }

    private Stream<ServiceReference> others() {
        return snapshot.services().stream()
                .map(Service::reference)
                .filter(other -> !other.equals(verdict.reference())
                        && other.namespace().equals(verdict.reference().namespace()));
    }

    private static boolean isFor(X509Certificate leaf, ServiceReference service) {
        return DnsNames.of(leaf).stream().anyMatch(name -> DnsNames.matches(name, service.serverName()));
    }

    private boolean isServed(X509Certificate leaf) {
        return snapshot.probes().entrySet().stream()
                .filter(probe -> probe.getKey().service().equals(verdict.reference()))
                .flatMap(probe -> probe.getValue().stream())
                .anyMatch(result -> result.outcome() instanceof ProbeOutcome.Served served
                        && served.chain().getFirst().equals(leaf));
    }

    private List<Unit> provedBySecret(Map<String, X509Certificate> leaves, Instant now) {
        var read = leaves.entrySet().stream()
                .map(leaf -> new Certificate(
                        key(leaf.getKey()), Provenance.NONE, DnsNames.of(leaf.getValue()), leaf.getKey()));
        var informed = snapshot.withCertificates(
                Stream.concat(snapshot.certificates().stream().filter(known -> !known.isRead()), read)
                        .toList());
        return verdict.service()
                .map(service -> new Ownership(informed, now).of(service, verdict.callSites()))
                .map(verdicts -> provedBy(verdicts, units))
                .orElse(List.of());
    }

    private ObjectKey key(String secret) {
        return ObjectKey.live("v1", "Secret", verdict.reference().namespace(), secret);
    }

    private static List<Unit> provedBy(Collection<WorkloadVerdict> verdicts, Collection<Unit> units) {
        var proved = verdicts.stream()
                .filter(workload -> workload.proved() == Relation.OWNER)
                .map(WorkloadVerdict::workload)
                .collect(Collectors.toSet());
        return units.stream().filter(unit -> proved.contains(unit.key())).toList();
    }

    /** The one Secret without which no Pod of the only workload starts that the Service selects. */
    private Optional<String> awaited(Map<String, SeenSecret> seen) {
        if (selected.size() != 1) {
            return Optional.empty();
        }
        var unit = selected.getFirst();
        var absent = unit.template().requiredSecrets().stream()
                .filter(name -> !seen.containsKey(name))
                .toList();
        var waits = !unit.pods().isEmpty()
                && unit.pods().stream().allMatch(pod -> pod.started().isEmpty());
        return waits && absent.size() == 1 && isMountedByNobodyElse(absent.getFirst(), unit)
                ? Optional.of(absent.getFirst())
                : Optional.empty();
    }

    private boolean isMountedByNobodyElse(String secret, Unit unit) {
        return units.stream()
                .filter(other -> !other.equals(unit))
                .flatMap(other -> other.templates().stream())
                .noneMatch(template -> template.mountsAny(Set.of(secret)));
    }

    private Mount awaiting(String secret, FirstSeen firstSeen, Duration wait, Instant now) {
        var since = firstSeen.absentSince(key(secret), now);
        return now.isBefore(since.plus(wait))
                ? new Mount(
                        verdict,
                        selected,
                        Optional.empty(),
                        "its Pods wait for Secret/" + secret + ", which is made at " + since.plus(wait)
                                + " unless somebody else brings it")
                : new Mount(verdict, selected, Optional.of(secret), "");
    }
}
