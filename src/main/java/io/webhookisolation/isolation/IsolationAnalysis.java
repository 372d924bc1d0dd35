package io.webhookisolation.isolation;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.WorkloadVerdict;
import io.webhookisolation.ownership.Ownership;
import io.webhookisolation.ownership.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The verdict on every webhook Service of a Snapshot, with findings and repairs.
 *
 * <p>A Service costs what its own namespace holds, whatever other namespaces hold.
 */
public final class IsolationAnalysis {

    private final Snapshot snapshot;
    private final List<String> labelKeys;
    private final Ownership ownership;
    private final Instant now;
    private final Map<String, List<Service>> servicesByNamespace;

    private IsolationAnalysis(Snapshot snapshot, List<String> labelKeys, Instant now) {
        this.snapshot = snapshot;
        this.labelKeys = List.copyOf(labelKeys);
        this.now = now;
        ownership = new Ownership(snapshot, now);
        servicesByNamespace = snapshot.services().stream()
                .collect(Collectors.groupingBy(service -> service.key().namespace()));
    }

    /**
     * Judges every Service that a call site names, also those that do not exist.
     *
     * @param labelKeys order of preference among distinguishing labels; it excludes none
     * @param now when the analysis is made; the Snapshot's probes are judged by it
     */
    public static Analysis analyse(Snapshot snapshot, List<String> labelKeys, Instant now) {
        return new IsolationAnalysis(snapshot, labelKeys, now).analyse();
    }

    private Analysis analyse() {
        var verdicts = verdicts();
        var findings = new ArrayList<Finding>();
        verdicts.forEach(verdict -> findings.addAll(ServiceFindings.of(verdict, snapshot.live())));
        var callSites = new CallSiteFindings(snapshot.live());
        findings.addAll(callSites.of(snapshot, verdicts));
        var clashes = new Clashes(snapshot);
        names(clashes).forEach(findings::add);
        PlainServices.of(snapshot, ownership).forEach(findings::add);
        var secrets = SharedSecrets.of(snapshot, verdicts, ownership);
        secrets.findings().forEach(findings::add);
        var seen = new SeenCertificates(ownership, secrets, callSites, now);
        var certificates = new TreeMap<ServiceReference, ServiceCertificate>();
        verdicts.stream().flatMap(verdict -> seen.of(verdict).stream()).forEach(certificate -> {
            certificates.put(certificate.service(), certificate);
            findings.addAll(certificate.findings());
        });
        if (snapshot.live()) {
            return new Analysis(verdicts, findings, List.of(), certificates);
        }
        verdicts.forEach(verdict -> overlaps(verdict, clashes));
        secrets.addTo(clashes);
        return new Analysis(verdicts, findings, clashes.all(), new TreeMap<>());
    }

    private Stream<Finding> names(Clashes clashes) {
        if (snapshot.live()) {
            return NameClaims.traces(snapshot);
        }
        var claims = NameClaims.of(snapshot);
        claims.addTo(clashes);
        return claims.findings();
    }

    private void overlaps(ServiceVerdict verdict, Clashes clashes) {
        verdict.service()
                .filter(service ->
                        verdict.serviceClass().isOverlap() && service.ignored().isEmpty())
                .ifPresent(service -> units(service, verdict.owners(), owner -> true)
                        .forEach(owner -> units(service, verdict.foreign(), foreign -> true)
                                .forEach(foreign -> clashes.reaches(verdict, owner, foreign))));
    }

    private List<ServiceVerdict> verdicts() {
        var callSites = snapshot.callSites().stream()
                .filter(site -> site.service().isPresent())
                .collect(
                        Collectors.groupingBy(site -> site.service().orElseThrow(), TreeMap::new, Collectors.toList()));
        var services = snapshot.services().stream()
                .filter(service -> callSites.containsKey(service.reference()))
                .collect(Collectors.groupingBy(Service::reference));
        return callSites.entrySet().stream()
                .flatMap(named -> services.containsKey(named.getKey())
                        ? services.get(named.getKey()).stream().map(service -> judge(service, named.getValue()))
                        : Stream.of(notFound(named.getKey(), named.getValue())))
                .sorted()
                .toList();
    }

    private ServiceVerdict judge(Service service, List<CallSite> callSites) {
        var workloads = ownership.of(service, callSites);
        var serviceClass = Classification.of(service, callSites, workloads, snapshot.live());
        return new ServiceVerdict(
                service.reference(),
                Optional.of(service),
                serviceClass,
                callSites,
                workloads,
                repair(service, serviceClass, workloads));
    }

    private static ServiceVerdict notFound(ServiceReference reference, List<CallSite> callSites) {
        return new ServiceVerdict(
                reference,
                Optional.empty(),
                ServiceClass.SERVICE_NOT_FOUND,
                callSites,
                List.of(),
                Repair.none("there is no such Service"));
    }

    private Repair repair(Service service, ServiceClass serviceClass, List<WorkloadVerdict> workloads) {
        if (!serviceClass.isOverlap()) {
            return Repair.none("the Service is " + serviceClass.reason() + ", which no label can change");
        }
        var owners = units(service, workloads, IsolationAnalysis::isOwner);
        if (owners.isEmpty()) {
            return Repair.none("nothing that the Service selects is known to own it");
        }
        var others = units(service, workloads, verdict -> !isOwner(verdict));
        var namespace = service.key().namespace();
        return new RepairChoice(labelKeys, servicesByNamespace.getOrDefault(namespace, List.of()))
                .choose(service, owners, others);
    }

    private List<Unit> units(Service service, List<WorkloadVerdict> workloads, Predicate<WorkloadVerdict> wanted) {
        var keys =
                workloads.stream().filter(wanted).map(WorkloadVerdict::workload).collect(Collectors.toSet());
        return ownership.units().in(service.key().namespace()).stream()
                .filter(unit -> keys.contains(unit.key()))
                .toList();
    }

    private static boolean isOwner(WorkloadVerdict verdict) {
        return switch (verdict.relation()) {
            case OWNER -> true;
            case FOREIGN, UNKNOWN -> false;
        };
    }
}
