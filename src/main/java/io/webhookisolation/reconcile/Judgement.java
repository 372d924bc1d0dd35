package io.webhookisolation.reconcile;

import io.webhookisolation.isolation.IsolationAnalysis;
import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.BackOff;
import io.webhookisolation.model.Plan;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.plan.PlanRequest;
import io.webhookisolation.plan.Planner;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was seen of a policy's namespace, what it means, and what is to be done about it.
 *
 * @param snapshot with the other users of those Services that are about to be written
 */
record Judgement(Snapshot snapshot, Analysis analysis, Plan plan) {

    static Judgement of(
            Policy policy,
            List<Policy> peers,
            Map<ServiceReference, BackOff> backOffs,
            Snapshot seen,
            World world,
            Instant now) {
        var analysis = IsolationAnalysis.analyse(seen, policy.labelKeys(), now);
        var request = new PlanRequest(policy, peers, seen, analysis, backOffs, now);
        var wanting = Planner.needsUsers(request);
        if (wanting.isEmpty()) {
            return new Judgement(seen, analysis, Planner.plan(request));
        }
        var complete = world.withUsers(seen, wanting);
        var again = new PlanRequest(policy, peers, complete, analysis, backOffs, now);
        return new Judgement(complete, analysis, Planner.plan(again));
    }
}
