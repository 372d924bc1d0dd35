package io.webhookisolation.format;

import io.webhookisolation.format.AuditReport.CallSiteEntry;
import io.webhookisolation.format.AuditReport.ClashEntry;
import io.webhookisolation.format.AuditReport.FindingEntry;
import io.webhookisolation.format.AuditReport.ObjectEntry;
import io.webhookisolation.format.AuditReport.PartyEntry;
import io.webhookisolation.format.AuditReport.ReasonEntry;
import io.webhookisolation.format.AuditReport.RepairEntry;
import io.webhookisolation.format.AuditReport.ServiceEntry;
import io.webhookisolation.format.AuditReport.SourceEntry;
import io.webhookisolation.format.AuditReport.Summary;
import io.webhookisolation.format.AuditReport.WorkloadEntry;
import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Clash;
import io.webhookisolation.model.Evidence;
import io.webhookisolation.model.Finding;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Repair;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Severity;
import io.webhookisolation.model.Source;
import io.webhookisolation.model.WorkloadVerdict;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says in the report's words what the analysis says in ours. */
final class ReportBuilder {

    private final Audit audit;
    private final Fingerprints fingerprints = new Fingerprints();

    ReportBuilder(Audit audit) {
        this.audit = audit;
    }

    AuditReport build() {
        var analysis = audit.analysis();
        return new AuditReport(
                AuditReport.API_VERSION,
                AuditReport.KIND,
                summary(analysis.services(), analysis.findings()),
                analysis.services().stream().map(ReportBuilder::service).toList(),
                analysis.findings().stream().map(this::finding).toList(),
                analysis.clashes().stream().map(ReportBuilder::clash).toList());
    }

    private Summary summary(List<ServiceVerdict> services, List<Finding> findings) {
        return new Summary(
                services.size(),
                (int) services.stream()
                        .filter(verdict -> verdict.serviceClass() == ServiceClass.ISOLATED)
                        .count(),
                (int) services.stream()
                        .filter(verdict -> verdict.serviceClass().isOverlap())
                        .count(),
                count(findings, Severity.ERROR),
                count(findings, Severity.WARNING),
                count(findings, Severity.NOTE),
                audit.objects(),
                audit.unknownKinds());
    }

    private static int count(List<Finding> findings, Severity severity) {
        return (int) findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static ServiceEntry service(ServiceVerdict verdict) {
        return new ServiceEntry(
                verdict.reference().namespace(),
                verdict.reference().name(),
                verdict.serviceClass().reason(),
                verdict.callSites().stream().map(ReportBuilder::callSite).toList(),
                workloads(verdict.owners()),
                workloads(verdict.foreign()),
                workloads(verdict.unknown()),
                verdict.service().map(Service::selector).orElse(LabelSet.EMPTY).entries(),
                repair(verdict.repair()),
                source(verdict.service().map(service -> service.key().source()).orElse(Source.CLUSTER)));
    }

    private static CallSiteEntry callSite(CallSite site) {
        var configuration = site.configuration();
        return new CallSiteEntry(
                configuration.kind(), configuration.name(), site.entry(), source(configuration.source()));
    }

    private static List<WorkloadEntry> workloads(List<WorkloadVerdict> verdicts) {
        return verdicts.stream().map(ReportBuilder::workload).toList();
    }

    private static WorkloadEntry workload(WorkloadVerdict verdict) {
        var workload = verdict.workload();
        return new WorkloadEntry(
                workload.kind(),
                workload.namespace(),
                workload.name(),
                verdict.component(),
                verdict.receivesTraffic(),
                verdict.evidence().stream().map(Evidence::toString).toList(),
                source(workload.source()));
    }

    private static RepairEntry repair(Repair repair) {
        SortedMap<String, SortedMap<String, String>> templates = new TreeMap<>();
        repair.templateLabels().forEach((workload, labels) -> templates.put(workload, labels.entries()));
        return new RepairEntry(repair.kind().reason(), repair.addLabels().entries(), templates, repair.reason());
    }

    private FindingEntry finding(Finding finding) {
        var object = finding.object();
        return new FindingEntry(
                finding.code().name(),
                finding.code().title(),
                finding.severity().word(),
                finding.message(),
                new ObjectEntry(object.apiVersion(), object.kind(), object.namespace(), object.name()),
                source(object.source()),
                finding.evidence(),
                fingerprints.next(finding));
    }

    private static ClashEntry clash(Clash clash) {
        return new ClashEntry(
                party(clash.one()),
                party(clash.other()),
                clash.sentence(),
                clash.reasons().stream()
                        .map(reason -> new ReasonEntry(reason.code().name(), reason.why(), reason.change()))
                        .toList());
    }

    private static PartyEntry party(Clash.Party party) {
        return new PartyEntry(party.component(), party.place());
    }

    private static @Nullable SourceEntry source(Source source) {
        return source.isCluster() ? null : new SourceEntry(source.file(), source.line(), source.column());
    }
}
