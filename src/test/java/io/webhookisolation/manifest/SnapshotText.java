package io.webhookisolation.manifest;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes what was read from manifests as text that a person can review, one object a line. */
final class SnapshotText {

    private SnapshotText() {}

    static String of(ManifestSet set) {
        var lines = new ArrayList<String>();
        var snapshot = set.snapshot();
        snapshot.services().forEach(service -> lines.add(service(service)));
        snapshot.workloads().forEach(workload -> lines.add(workload(workload)));
        snapshot.callSites().forEach(site -> lines.add(callSite(site)));
        snapshot.certificates().forEach(certificate -> lines.add(certificate(certificate)));
        set.policies().forEach(policy -> lines.add(policy(policy)));
        set.unknownKinds().forEach((kind, count) -> lines.add("unknown " + kind + ": " + count));
        lines.add("objects: " + set.objects() + ", skipped files: " + set.skippedFiles());
        return String.join("\n", lines) + "\n";
    }

    private static String service(Service service) {
        var ports = service.ports().stream()
                .map(port -> port.port() + "->" + port.targetPort())
                .collect(Collectors.joining(" "));
        return head(service.key()) + " selects [" + service.selector() + "] ports [" + ports + "]"
                + from(service.provenance());
    }

    private static String workload(Workload workload) {
        return head(workload.key()) + " makes " + workload.desiredPods() + " of ["
                + workload.template().labels() + "]" + from(workload.provenance());
    }

    private static String callSite(CallSite site) {
        var target =
                site.service().map(ServiceReference::toString).or(site::url).orElse("nobody");
        return head(site.configuration()) + (site.entry().isEmpty() ? "" : " entry " + site.entry()) + " calls "
                + target + ":" + site.port() + from(site.provenance());
    }

    private static String certificate(Certificate certificate) {
        return head(certificate.key()) + " writes " + certificate.secretName() + " for " + certificate.dnsNames()
                + from(certificate.provenance());
    }

    private static String policy(Policy policy) {
        return "WebhookIsolationPolicy " + policy.key() + " mode "
                + policy.mode().word() + " labelKeys " + policy.labelKeys();
    }

    private static String head(ObjectKey key) {
        return key.source() + " " + key;
    }

    private static String from(Provenance provenance) {
        var parts = new ArrayList<String>();
        parts.add("component=" + provenance.component());
        add(parts, "release", provenance.helmRelease());
        add(parts, "chart", provenance.chart());
        add(parts, "document", provenance.document());
        add(parts, "home", provenance.homeNamespace());
        return "\n    " + String.join(" ", parts);
    }

    private static void add(List<String> parts, String name, Optional<String> value) {
        value.ifPresent(text -> parts.add(name + "=" + text));
    }
}
