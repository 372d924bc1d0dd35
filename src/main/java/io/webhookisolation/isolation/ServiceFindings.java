package io.webhookisolation.isolation;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.FindingCode;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Severity;
import io.webhookisolation.model.WorkloadVerdict;
import io.webhookisolation.ownership.Ownership;
import io.webhookisolation.ownership.UsedPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Findings about one webhook Service; they blame the Service that selects too much, never the Pod that answers. */
final class ServiceFindings {

    private final ServiceVerdict verdict;
    private final Service service;
    private final boolean live;

    private ServiceFindings(ServiceVerdict verdict, Service service, boolean live) {
        this.verdict = verdict;
        this.service = service;
        this.live = live;
    }

    /** None for a Service that does not exist, and only notes for one that is to be ignored. */
    static List<Finding> of(ServiceVerdict verdict, boolean live) {
        return verdict.service()
                .map(service -> new ServiceFindings(verdict, service, live).findings())
                .orElse(List.of());
    }

    private List<Finding> findings() {
        return Stream.of(ofClass(), ofProbe(), FleetingKeys.of(service), CallersPlace.of(verdict, service))
                .flatMap(Optional::stream)
                .filter(finding -> !isIgnored() || finding.severity() == Severity.NOTE)
                .toList();
    }

    private boolean isIgnored() {
        return !service.ignored().isEmpty()
                || verdict.callSites().stream().noneMatch(site -> site.ignored().isEmpty());
    }

    private Optional<Finding> ofClass() {
        return switch (verdict.serviceClass()) {
            case EFFECTIVE_OVERLAP ->
                finding(
                        FindingCode.WI101,
                        selects() + ", which also reaches " + names(verdict.foreign()) + ": calls of " + callers()
                                + " fail whenever they land there" + cure());
            case LATENT_OVERLAP ->
                finding(
                        FindingCode.WI102,
                        selects() + ", which also matches " + names(verdict.foreign())
                                + ": calls will fail as soon as that has a ready endpoint" + cure());
            case SILENT_MISROUTE ->
                finding(
                        FindingCode.WI103,
                        selects() + ", which also reaches " + names(verdict.foreign()) + ": " + callers()
                                + " skips TLS verification, so requests land there and no error ever shows" + cure());
            case NO_OWNER ->
                finding(
                        FindingCode.WI104,
                        selects() + ", and nothing that it reaches serves "
                                + service.reference().serverName() + ": only " + names(verdict.workloads())
                                + " is there, so every call of " + callers() + " fails");
            case OWNERSHIP_UNKNOWN ->
                finding(
                        FindingCode.WI108,
                        selects() + ", which matches " + names(verdict.unknown())
                                + ", and evidence neither claims nor excludes that");
            case NO_ENDPOINTS -> noEndpoints();
            case SERVICE_NOT_FOUND, EXTERNAL, PROBE_UNAVAILABLE, ISOLATED -> Optional.empty();
        };
    }

    /** Where no port fits, WI302 already says why nothing is there. */
    private Optional<Finding> noEndpoints() {
        if (UsedPorts.of(service, verdict.callSites()).isEmpty()) {
            return Optional.empty();
        }
        var why = verdict.workloads().isEmpty()
                ? "no workload has these labels"
                : names(verdict.workloads()) + (live ? " has no ready endpoint" : " wants no Pods or lacks the port");
        return finding(FindingCode.WI303, selects() + ", and " + why + ": calls of " + callers() + " find nobody");
    }

    private Optional<Finding> ofProbe() {
        var silent = verdict.workloads().stream()
                .filter(WorkloadVerdict::receivesTraffic)
                .filter(workload -> !Ownership.isProbed(workload))
                .toList();
        return live && !silent.isEmpty()
                ? finding(
                        FindingCode.WI901,
                        "Endpoints of " + names(silent) + " behind " + service.key()
                                + " could not be probed: the verdict rests on labels and mounts")
                : Optional.empty();
    }

    private Optional<Finding> finding(FindingCode code, String message) {
        return Optional.of(Finding.of(code, service.key(), message, evidence()));
    }

    private String selects() {
        return service.key() + " selects " + service.selector();
    }

    private String callers() {
        return Listing.of(verdict.callSites().stream()
                .map(CallSite::configuration)
                .map(configuration -> configuration.kindAndName())
                .distinct()
                .toList());
    }

    private String cure() {
        var repair = verdict.repair();
        return switch (repair.kind()) {
            case NARROW_SELECTOR -> "; add " + repair.addLabels() + " to its selector";
            case LABEL_THEN_NARROW ->
                "; label the Pod template of " + templates(repair) + " with " + repair.addLabels()
                        + ", then add it to the selector";
            case SEPARATE_NAMESPACES -> "; no label tells them apart, so give each a namespace of its own";
            case NONE -> "";
        };
    }

    private static String templates(Repair repair) {
        return Listing.of(repair.templateLabels().keySet());
    }

    private static String names(List<WorkloadVerdict> workloads) {
        return Listing.of(workloads.stream().map(ServiceFindings::name).toList());
    }

    private static String name(WorkloadVerdict workload) {
        var name = workload.workload().kindAndName();
        return workload.component().isEmpty() ? name : name + " (" + workload.component() + ")";
    }

    /** All that speaks for the owners, then what was seen of the others. */
    private List<String> evidence() {
        var lines = new ArrayList<String>();
        verdict.owners().forEach(owner -> lines.addAll(lines("owner", owner)));
        var others = verdict.workloads().stream()
                .filter(workload -> !verdict.owners().contains(workload))
                .toList();
        others.stream()
                .limit(Listing.SHOWN)
                .forEach(other -> lines.addAll(lines(other.relation().name().toLowerCase(Locale.ROOT), other)));
        if (others.size() > Listing.SHOWN) {
            lines.add("and " + (others.size() - Listing.SHOWN) + " more workloads");
        }
        return lines;
    }

    private static List<String> lines(String relation, WorkloadVerdict workload) {
        var heading = relation + " " + name(workload);
        return workload.evidence().isEmpty()
                ? List.of(heading + ": no evidence")
                : workload.evidence().stream()
                        .map(Evidence::toString)
                        .map(item -> heading + ": " + item)
                        .toList();
    }
}
