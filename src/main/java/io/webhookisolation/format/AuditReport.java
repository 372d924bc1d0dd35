package io.webhookisolation.format;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The report of one audit as docs/reference/commands.md describes it; its components are the JSON fields.
 *
 * <p>Lists are complete and sorted, so equal audits give equal reports. Fields may be added, none goes away.
 */
@JsonPropertyOrder({"apiVersion", "kind", "summary", "services", "findings", "clashes"})
public record AuditReport(
        String apiVersion,
        String kind,
        Summary summary,
        List<ServiceEntry> services,
        List<FindingEntry> findings,
        List<ClashEntry> clashes) {

    static final String API_VERSION = "audit.webhook-isolation.io/v1alpha1";
    static final String KIND = "AuditReport";

    public AuditReport {
        services = List.copyOf(services);
        findings = List.copyOf(findings);
        clashes = List.copyOf(clashes);
    }

    public static AuditReport of(Audit audit) {
        return new ReportBuilder(audit).build();
    }

    /**
     * Counts.
     *
     * @param services webhook Services, {@code isolated} of which have class Isolated
     * @param overlapping those that reach, or would reach, foreign workloads
     */
    public record Summary(
            int services,
            int isolated,
            int overlapping,
            int errors,
            int warnings,
            int notes,
            int objects,
            SortedMap<String, Integer> unknownKinds) {}

    /**
     * One webhook Service.
     *
     * @param source null on a cluster, and where no such Service was found
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ServiceEntry(
            String namespace,
            String name,
            @JsonProperty("class") String serviceClass,
            List<CallSiteEntry> callSites,
            List<WorkloadEntry> owners,
            List<WorkloadEntry> foreign,
            List<WorkloadEntry> unknown,
            SortedMap<String, String> selector,
            RepairEntry repair,
            @Nullable SourceEntry source) {

        String reference() {
            return namespace + "/" + name;
        }
    }

    /** A call site that names the Service; {@code entry} is empty for conversions and APIServices. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CallSiteEntry(
            String kind,
            String name,
            String entry,
            @Nullable SourceEntry source) {}

    /** A workload that the Service's selector reaches or would reach. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WorkloadEntry(
            String kind,
            String namespace,
            String name,
            String component,
            boolean receivesTraffic,
            List<String> evidence,
            @Nullable SourceEntry source) {

        String kindAndName() {
            return kind + "/" + name;
        }
    }

    /**
     * The smallest change that would isolate the Service.
     *
     * @param kind {@code None}, {@code NarrowSelector}, {@code LabelThenNarrow} or {@code SeparateNamespaces}
     * @param templateLabels labels that Pod templates need first, by {@code Kind/name}
     */
    public record RepairEntry(
            String kind,
            SortedMap<String, String> addLabels,
            SortedMap<String, SortedMap<String, String>> templateLabels,
            String reason) {}

    /** One finding; {@code fingerprint} names it across audits. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FindingEntry(
            String code,
            String title,
            String severity,
            String message,
            ObjectEntry object,
            @Nullable SourceEntry source,
            List<String> evidence,
            String fingerprint) {}

    /** Two components that cannot share a namespace as they are; {@code message} is all of it in one sentence. */
    public record ClashEntry(PartyEntry one, PartyEntry other, String message, List<ReasonEntry> reasons) {}

    /** A component; {@code place} is its file or folder, or {@code the cluster}. */
    public record PartyEntry(String component, String place) {}

    /** Why, and what to change; the finding with this {@code code} says more. */
    public record ReasonEntry(String code, String message, String change) {}

    /** The object to look at first; {@code namespace} is empty for cluster-scoped ones. */
    public record ObjectEntry(String apiVersion, String kind, String namespace, String name) {
        @Override
        public String toString() {
            return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
        }
    }

    /** Where an object stands in a file; line and column count from 1. */
    public record SourceEntry(String file, int line, int column) {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }
}
