package io.webhookisolation.format;

import io.webhookisolation.format.AuditReport.FindingEntry;
import java.util.stream.Collectors;

/** The last lines of the table: counts, what was not looked at, and what to type next. */
final class SummaryText {

    private final AuditReport report;

    SummaryText(AuditReport report) {
        this.report = report;
    }

    String text() {
        return verdicts() + "\n" + unknownKinds() + hint();
    }

    private String verdicts() {
        var summary = report.summary();
        if (summary.services() == 0) {
            return "No webhook Service among " + counted(summary.objects(), "object") + "; " + findings() + ".";
        }
        return counted(summary.services(), "webhook Service") + ": " + summary.isolated() + " isolated, "
                + summary.overlapping() + " overlapping; " + findings() + ".";
    }

    private String findings() {
        var summary = report.summary();
        return counted(summary.errors(), "error") + ", " + counted(summary.warnings(), "warning") + ", "
                + counted(summary.notes(), "note");
    }

    private String unknownKinds() {
        var kinds = report.summary().unknownKinds();
        if (kinds.isEmpty()) {
            return "";
        }
        var total = kinds.values().stream().mapToInt(Integer::intValue).sum();
        var names = kinds.entrySet().stream()
                .map(kind -> Printable.of(kind.getKey()) + " " + kind.getValue())
                .collect(Collectors.joining(", "));
        return "Not looked at: " + counted(total, "object") + " of unknown kinds (" + names + ").\n";
    }

    private String hint() {
        var codes = report.findings().stream()
                .map(FindingEntry::code)
                .distinct()
                .sorted()
                .toList();
        if (codes.isEmpty()) {
            return "";
        }
        var others = codes.size() == 1 ? "" : "; also " + codes.stream().skip(1).collect(Collectors.joining(", "));
        return "What a code means and what to type: webhook-isolation explain " + codes.getFirst() + others + "\n";
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
