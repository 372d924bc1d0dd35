package io.webhookisolation.plan;

import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.ObjectKey;
import io.webhookisolation.model.Pod;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.TemplateRecord;
import io.webhookisolation.model.Workload;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The world as it will be once some Deployments' templates carry a label and are rolled out: nobody labels a template
 * for a narrowing that would then be refused.
 */
final class Rehearsal {

    private final Neighbourhood around;
    private final Set<ObjectKey> owners;
    private final LabelSet add;
    private final TemplateRecord record;

    private Rehearsal(Proposal proposal, TemplateRecord record) {
        this.around = proposal.around();
        this.owners = proposal.owners().collect(Collectors.toSet());
        this.add = proposal.add();
        this.record = record;
    }

    /** The narrowing that is to follow, in the world after the rollout. */
    static Proposal of(Proposal proposal, TemplateRecord record) {
        var after = new Rehearsal(proposal, record).snapshot();
        return new Proposal(
                proposal.policy(),
                proposal.verdict(),
                proposal.service(),
                proposal.add(),
                new Neighbourhood(after, proposal.service().key().namespace()),
                proposal.now());
    }

    private Snapshot snapshot() {
        var now = around.snapshot();
        var pods = owners.stream()
                .flatMap(around::tenantsOf)
                .map(tenant -> tenant.pod().uid())
                .collect(Collectors.toSet());
        var revisions = owners.stream()
                .flatMap(owner -> around.unit(owner).stream())
                .flatMap(unit -> unit.revisions().stream())
                .filter(revision -> revision.desiredPods() > 0)
                .map(Workload::key)
                .collect(Collectors.toSet());
        return now.with(
                now.pods().stream()
                        .map(pod -> pods.contains(pod.uid()) ? labelled(pod) : pod)
                        .toList(),
                now.workloads().stream()
                        .map(workload -> owners.contains(workload.key()) || revisions.contains(workload.key())
                                ? labelled(workload)
                                : workload)
                        .toList());
    }

    private Workload labelled(Workload workload) {
        var template = workload.template();
        return workload.with(
                template.withLabels(template.labels().plus(add)),
                workload.control().with(record));
    }

    private Pod labelled(Pod pod) {
        return pod.with(pod.spec().withLabels(pod.labels().plus(add)));
    }
}
