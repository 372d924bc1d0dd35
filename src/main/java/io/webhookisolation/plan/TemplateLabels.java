package io.webhookisolation.plan;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.Workload;
import java.util.Optional;
import java.util.stream.Stream;

/** What we left on Pod templates for one Service's sake, and how it is taken back. */
final class TemplateLabels {

    private final Neighbourhood around;
    private final ServiceReference service;

    TemplateLabels(Neighbourhood around, ServiceReference service) {
        this.around = around;
        this.service = service;
    }

    /** The Services of a namespace for whose sake a template was labelled. */
    static Stream<ServiceReference> services(Neighbourhood around, String namespace) {
        return around.snapshot().workloads().stream()
                .filter(workload -> workload.key().namespace().equals(namespace))
                .flatMap(workload -> workload.control().applied().stream())
                .map(record -> new ServiceReference(namespace, record.service()))
                .distinct();
    }

    /**
     * The next label to take back of those that a policy asked for: one that still stands as we wrote it, that no selector
     * holds any more, and without which the Pods can be replaced one after the other, stuck rollout or not.
     */
    Optional<Step> revert(String policy) {
        return ours().filter(workload -> workload.control()
                        .applied()
                        .filter(record -> record.policy().equals(policy))
                        .isPresent())
                .filter(workload -> workload.template()
                        .labels()
                        .containsAll(workload.control().added()))
                .filter(workload -> workload.control().hazard().isEmpty() && !isSelected(workload))
                .findFirst()
                .map(workload -> new Step.UnlabelTemplate(
                        service,
                        workload.key(),
                        workload.uid(),
                        workload.control().resourceVersion(),
                        workload.control().added(),
                        "policy " + policy + " is being deleted and says onDelete: Revert"));
    }

    /** The second half of an earlier write; where our record is gone, the Service that selects the Pods speaks for it. */
    Optional<Step> release(ServiceVerdict verdict) {
        var unrecorded = verdict.workloads().stream()
                .flatMap(found -> around.workload(found.workload()).stream())
                .filter(workload -> workload.control().applied().isEmpty());
        return Stream.concat(ours(), unrecorded)
                .filter(workload -> workload.control().ownFieldsEntry())
                .findFirst()
                .map(workload -> new Step.ReleaseTemplate(
                        service,
                        workload.key(),
                        workload.uid(),
                        workload.control().resourceVersion(),
                        "our last write left an entry in managedFields"));
    }

    private Stream<Workload> ours() {
        return around.snapshot().workloads().stream()
                .filter(workload -> workload.key().namespace().equals(service.namespace()))
                .filter(workload -> !workload.control().terminating())
                .filter(workload -> workload.control()
                        .applied()
                        .filter(record -> record.service().equals(service.name()))
                        .isPresent());
    }

    private boolean isSelected(Workload workload) {
        return around.snapshot().services().stream()
                .filter(other -> other.key().namespace().equals(service.namespace()))
                .anyMatch(other -> holdsAny(other.selector(), workload.control().added()));
    }

    private static boolean holdsAny(LabelSet selector, LabelSet labels) {
        return labels.entries().entrySet().stream().anyMatch(label -> selector.has(label.getKey(), label.getValue()));
    }
}
