package io.webhookisolation.corpus;

import io.webhookisolation.model.Certificate;
import io.webhookisolation.model.Provenance;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Workload;

/** The same Snapshot, with nothing left that says what was installed together. */
final class Anonymous {

    private Anonymous() {}

    static Snapshot of(Snapshot snapshot) {
        return new Snapshot(
                snapshot.live(),
                snapshot.services().stream().map(Anonymous::of).toList(),
                snapshot.slices(),
                snapshot.pods(),
                snapshot.workloads().stream().map(Anonymous::of).toList(),
                snapshot.callSites(),
                snapshot.certificates().stream().map(Anonymous::of).toList(),
                snapshot.probes(),
                snapshot.users(),
                snapshot.gaps());
    }

    private static Service of(Service service) {
        return new Service(
                service.key(),
                service.uid(),
                service.resourceVersion(),
                Provenance.NONE,
                service.labels(),
                service.selector(),
                service.ports(),
                service.headless(),
                service.externalName(),
                service.trafficPolicy(),
                service.publishNotReadyAddresses(),
                service.governs(),
                service.manager(),
                service.selectorWriter(),
                service.ignored(),
                service.applied(),
                service.corruptRecord(),
                service.ownFieldsEntry(),
                service.terminating());
    }

    private static Workload of(Workload workload) {
        return new Workload(
                workload.key(),
                workload.uid(),
                Provenance.NONE,
                workload.labels(),
                workload.matchLabels(),
                workload.template(),
                workload.desiredPods(),
                workload.rollout(),
                workload.controller());
    }

    private static Certificate of(Certificate certificate) {
        return new Certificate(certificate.key(), Provenance.NONE, certificate.dnsNames(), certificate.secretName());
    }
}
