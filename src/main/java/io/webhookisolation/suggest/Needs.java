package io.webhookisolation.suggest;

import io.webhookisolation.model.Pod;
import io.webhookisolation.model.RepairKind;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Workload;
import io.webhookisolation.model.WorkloadVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a repair of one Service needs besides, because the patch alone would not isolate it, or would empty it. */
final class Needs {

    private final Snapshot snapshot;
    private final ServiceVerdict verdict;
    private final Service service;
    private final Work work;

    Needs(Snapshot snapshot, ServiceVerdict verdict, Service service, Work work) {
        this.snapshot = snapshot;
        this.verdict = verdict;
        this.service = service;
        this.work = work;
    }

    List<String> of(Form form) {
        var needs = new ArrayList<String>();
        if (verdict.repair().kind() == RepairKind.SEPARATE_NAMESPACES) {
            return needs;
        }
        if (!work.templates().isEmpty()) {
            needs.add("two steps: the new label must be on every Pod of the owners before the selector asks for it,"
                    + " or the Service has no endpoint until they are replaced; matchLabels stay as they are, they are"
                    + " immutable");
            controllers(needs);
        } else if (snapshot.live() && !anyReadyPodStays()) {
            needs.add("no ready Pod matches the narrowed selector now: get the owner ready first");
        }
        if (!verdict.unknown().isEmpty()) {
            needs.add("nobody knows whether " + names(verdict.unknown())
                    + " belongs to it: make sure that it may lose this traffic");
        }
        if (form == Form.DIFF) {
            service.provenance()
                    .chart()
                    .ifPresent(chart -> needs.add("chart " + chart
                            + " rendered the file, and will render the old selector again: change its template too"));
        }
        return needs;
    }

    /** Who writes whole templates takes a label off that is not in what it writes. */
    private void controllers(List<String> needs) {
        for (var change : work.templates()) {
            snapshot.workloads().stream()
                    .filter(workload -> workload.key().equals(change.object()))
                    .flatMap(workload -> writer(workload).stream())
                    .forEach(writer -> needs.add(change.object().kindAndName() + " is written by " + writer
                            + ", which may take the label off its template again: set it there"));
        }
    }

    private static Optional<String> writer(Workload workload) {
        var manager = workload.control().manager();
        return workload.controller()
                .map(owner -> owner.kind() + "/" + owner.name())
                .or(() -> manager.kind().isKeepingTemplateLabels() ? Optional.empty() : Optional.of(manager.name()));
    }

    private boolean anyReadyPodStays() {
        var after = service.selector().plus(verdict.repair().addLabels());
        return snapshot.pods().stream()
                .filter(pod -> pod.key().namespace().equals(service.key().namespace()))
                .filter(pod -> pod.ready() && !pod.terminating())
                .map(Pod::labels)
                .anyMatch(after::selects);
    }

    private static String names(List<WorkloadVerdict> workloads) {
        return workloads.stream()
                .map(workload -> workload.workload().kindAndName())
                .collect(Collectors.joining(", "));
    }
}
