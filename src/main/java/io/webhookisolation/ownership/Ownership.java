package io.webhookisolation.ownership;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.WorkloadVerdict;
import java.time.Instant;
import java.util.List;

/** Decides for each workload that a webhook Service selects whether it is its owner, foreign, or unknown. */
public final class Ownership {

    private final Units units;

    public Ownership(Snapshot snapshot, Instant now) {
        units = Units.of(snapshot);
    }

    public Units units() {
        return units;
    }

    /** One verdict per unit of the namespace that the Service's selector matches, sorted. */
    public List<WorkloadVerdict> of(Service service, List<CallSite> callSites) {
        return units.in(service.key().namespace()).stream()
                .filter(unit -> unit.isSelectedBy(service.selector()))
                .map(unit -> new WorkloadVerdict(
                        unit.key(),
                        unit.provenance().component(),
                        Relation.UNKNOWN,
                        Relation.UNKNOWN,
                        0,
                        false,
                        List.of()))
                .toList();
    }
}
