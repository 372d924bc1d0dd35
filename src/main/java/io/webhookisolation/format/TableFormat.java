package io.webhookisolation.format;

import io.webhookisolation.format.AuditReport.ClashEntry;
import io.webhookisolation.format.AuditReport.FindingEntry;
import io.webhookisolation.format.AuditReport.RepairEntry;
import io.webhookisolation.format.AuditReport.ServiceEntry;
import io.webhookisolation.format.AuditReport.WorkloadEntry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report for people: one row per webhook Service, then what was found, Service by Service, then a summary. */
public final class TableFormat implements AuditFormat {

    private static final int SHOWN_IN_ROW = 1;

    private static final int SHOWN_EVIDENCE = 8;

    private static final int SHOWN_CLASHES = 20;

    private final Palette palette;

    public TableFormat(Palette palette) {
        this.palette = palette;
    }

    @Override
    public String print(AuditReport report) {
        var out = new StringBuilder();
        printServices(report.services(), out);
        FindingGroup.of(report).forEach(group -> printGroup(group, out));
        printClashes(report.clashes(), out);
        out.append(new SummaryText(report).text());
        return out.toString();
    }

    private void printServices(List<ServiceEntry> services, StringBuilder out) {
        if (services.isEmpty()) {
            return;
        }
        var columns = new Columns();
        columns.row("SERVICE", "CLASS", "OWNERS", "FOREIGN", "REPAIR");
        for (var service : services) {
            columns.row(
                    Printable.of(service.reference()),
                    service.serviceClass(),
                    brief(service.owners()),
                    brief(service.foreign()),
                    Printable.of(brief(service.repair())));
        }
        var lines = columns.lines();
        out.append(palette.bold(lines.getFirst())).append('\n');
        lines.stream().skip(1).forEach(line -> out.append(line).append('\n'));
        out.append('\n');
    }

    private void printClashes(List<ClashEntry> clashes, StringBuilder out) {
        if (!clashes.isEmpty()) {
            out.append(palette.bold("Cannot share a namespace")).append('\n');
            clashes.stream()
                    .limit(SHOWN_CLASHES)
                    .forEach(clash -> out.append("  ")
                            .append(Printable.of(clash.message()))
                            .append(".\n"));
            if (clashes.size() > SHOWN_CLASHES) {
                out.append("  ").append(clashes.size() - SHOWN_CLASHES).append(" more pairs with -o json\n");
            }
            out.append('\n');
        }
    }

    private static String brief(List<WorkloadEntry> workloads) {
        if (workloads.isEmpty()) {
            return "-";
        }
        var rest = workloads.size() - SHOWN_IN_ROW;
        return Printable.of(workloads.getFirst().kindAndName()) + (rest > 0 ? " +" + rest : "");
    }

    private static String brief(RepairEntry repair) {
        return switch (repair.kind()) {
            case "NarrowSelector" -> "add " + labels(repair.addLabels());
            case "LabelThenNarrow" -> "label Pods, then add " + labels(repair.addLabels());
            case "SeparateNamespaces" -> "separate namespaces";
            default -> "-";
        };
    }

    private void printGroup(FindingGroup group, StringBuilder out) {
        out.append(palette.bold(Printable.of(group.title()))).append('\n');
        group.service().ifPresent(service -> printService(service, out));
        group.findings().forEach(finding -> printFinding(finding, out));
        out.append('\n');
    }

    private void printService(ServiceEntry service, StringBuilder out) {
        detail(out, "selector", labels(service.selector()));
        service.owners().forEach(owner -> detail(out, "owner", describe(owner)));
        service.foreign().forEach(foreign -> detail(out, "foreign", describe(foreign)));
        service.unknown().forEach(unknown -> detail(out, "unknown", describe(unknown)));
        var repair = service.repair();
        repair.templateLabels()
                .forEach((workload, labels) ->
                        detail(out, "repair", "label the Pod template of " + workload + " with " + labels(labels)));
        if (!repair.addLabels().isEmpty()) {
            detail(out, "repair", "add " + labels(repair.addLabels()) + " to the selector");
        }
        if (!repair.kind().equals("None") || !service.foreign().isEmpty()) {
            detail(out, "why", repair.reason());
        }
    }

    private void printFinding(FindingEntry finding, StringBuilder out) {
        var head = finding.severity()
                + " ".repeat(Math.max(1, 9 - finding.severity().length()));
        var source = finding.source() == null ? "" : "  " + finding.source();
        out.append("  ")
                .append(palette.severity(finding.severity(), head + finding.code()))
                .append("  ")
                .append(Printable.of(finding.object().toString()))
                .append(palette.dim(Printable.of(source)))
                .append('\n');
        out.append("           ").append(Printable.of(finding.message())).append('\n');
        finding.evidence().stream().limit(SHOWN_EVIDENCE).forEach(evidence -> printEvidence(evidence, out));
        var rest = finding.evidence().size() - SHOWN_EVIDENCE;
        if (rest > 0) {
            printEvidence(rest + " more with -o json", out);
        }
    }

    private void printEvidence(String evidence, StringBuilder out) {
        out.append("           ")
                .append(palette.dim("- " + Printable.of(evidence)))
                .append('\n');
    }

    private static void detail(StringBuilder out, String name, String text) {
        out.append("  ")
                .append(String.format("%-9s", name))
                .append(Printable.of(text))
                .append('\n');
    }

    private static String describe(WorkloadEntry workload) {
        var component = workload.component().isEmpty() ? "" : " (" + workload.component() + ")";
        return workload.kindAndName() + component + (workload.receivesTraffic() ? "" : ", receives no traffic now");
    }

    private static String labels(Map<String, String> labels) {
        return labels.isEmpty()
                ? "none"
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
    }
}
