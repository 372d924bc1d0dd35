package io.webhookisolation.model;

import java.util.Comparator;
import java.util.List;

/**
 * What one workload is to one Service.
 *
 * @param relation by the weights; ranks suggestions and names the class
 * @param proved by the strict rules for writes; a write needs every matching workload to be OWNER or FOREIGN here
 * @param score sum of the weights
 * @param receivesTraffic it has an endpoint now, or in manifests a template with replicas and the target port
 */
public record WorkloadVerdict(
        ObjectKey workload,
        String component,
        Relation relation,
        Relation proved,
        int score,
        boolean receivesTraffic,
        List<Evidence> evidence)
        implements Comparable<WorkloadVerdict> {

    private static final Comparator<WorkloadVerdict> ORDER = Comparator.comparing(WorkloadVerdict::workload);

    public WorkloadVerdict {
        evidence = List.copyOf(evidence);
    }

    @Override
    public int compareTo(WorkloadVerdict other) {
        return ORDER.compare(this, other);
    }
}
