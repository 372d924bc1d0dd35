package io.webhookisolation.format;

import io.webhookisolation.format.AuditReport.CallSiteEntry;
import io.webhookisolation.format.AuditReport.FindingEntry;
import io.webhookisolation.format.AuditReport.ServiceEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The findings of one webhook Service, or those that belong to none.
 *
 * <p>A finding about a call site goes to the first Service that this call site's object names; each finding is in
 * exactly one group.
 *
 * @param service empty for the findings that belong to no webhook Service
 */
record FindingGroup(Optional<ServiceEntry> service, List<FindingEntry> findings) {

    FindingGroup {
        findings = List.copyOf(findings);
    }

    String title() {
        return service.map(found -> found.reference() + "  " + found.serviceClass()
                        + (found.source() == null ? "" : "  " + found.source()))
                .orElse("Elsewhere");
    }

    /** In the order of the Services; groups without findings are left out. */
    static List<FindingGroup> of(AuditReport report) {
        Map<Optional<ServiceEntry>, List<FindingEntry>> groups = new LinkedHashMap<>();
        report.services().forEach(service -> groups.put(Optional.of(service), new ArrayList<>()));
        groups.put(Optional.empty(), new ArrayList<>());
        for (var finding : report.findings()) {
            groups.getOrDefault(serviceOf(finding, report.services()), new ArrayList<>())
                    .add(finding);
        }
        return groups.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .map(group -> new FindingGroup(group.getKey(), group.getValue()))
                .toList();
    }

    private static Optional<ServiceEntry> serviceOf(FindingEntry finding, List<ServiceEntry> services) {
        return services.stream()
                .filter(service -> isAbout(finding, service))
                .findFirst()
                .or(() -> services.stream()
                        .filter(service -> service.callSites().stream().anyMatch(site -> isAbout(finding, site)))
                        .findFirst());
    }

    private static boolean isAbout(FindingEntry finding, ServiceEntry service) {
        var object = finding.object();
        return object.kind().equals("Service")
                && object.namespace().equals(service.namespace())
                && object.name().equals(service.name())
                && Objects.equals(finding.source(), service.source());
    }

    private static boolean isAbout(FindingEntry finding, CallSiteEntry site) {
        var object = finding.object();
        return object.kind().equals(site.kind())
                && object.name().equals(site.name())
                && Objects.equals(finding.source(), site.source());
    }
}
