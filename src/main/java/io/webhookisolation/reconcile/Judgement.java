package io.webhookisolation.reconcile;

import io.webhookisolation.isolation.IsolationAnalysis;
import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.Memory;
import io.webhookisolation.model.Plan;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.plan.PlanRequest;
import io.webhookisolation.plan.Planner;
import java.time.Instant;
import java.util.Map;

/**
 * What was seen of a policy's namespace, what it means, and what is to be done about it.
 *
 * @param snapshot what was seen last: where something is about to be written, the cluster is read anew for it
 */
record Judgement(Snapshot snapshot, Analysis analysis, Plan plan) {

    static Judgement of(
            Subject subject, Map<ServiceReference, Memory> memories, Snapshot cached, World world, Instant now) {
        var secrets = Planner.needsSecrets(request(subject, memories, cached, now));
        var seen = secrets.isEmpty() ? cached : world.withSecrets(cached, subject.namespace(), secrets);
        var request = request(subject, memories, seen, now);
        var wanting = Planner.needsUsers(request);
        if (wanting.isEmpty()) {
            return of(request);
        }
        var fresh = world.withUsers(seen, wanting);
        var all = Planner.needsPodSelectors(request) ? world.withPodSelectors(fresh, subject.namespace()) : fresh;
        return of(request(subject, memories, all, now));
    }

    private static Judgement of(PlanRequest request) {
        return new Judgement(request.snapshot(), request.analysis(), Planner.plan(request));
    }

    private static PlanRequest request(
            Subject subject, Map<ServiceReference, Memory> memories, Snapshot snapshot, Instant now) {
        var policy = subject.policy();
        var analysis = IsolationAnalysis.analyse(snapshot, policy.labelKeys(), now);
        return new PlanRequest(policy, subject.peers(), snapshot, analysis, memories, now);
    }
}
