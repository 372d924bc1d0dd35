package io.webhookisolation.report;

import static io.webhookisolation.report.ServicePlans.reference;

import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSelector;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.Plan;
import io.webhookisolation.model.Policy;
import io.webhookisolation.model.ProbeOutcome;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Relation;
import io.webhookisolation.model.ServiceCertificate;
import io.webhookisolation.model.ServicePlan;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceUsers;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepOutcome;
import io.webhookisolation.model.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One evaluation in the making. */
final class Sample {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final List<ServicePlan> plans = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final SortedMap<ServiceReference, ServiceUsers> users = new TreeMap<>();
    private final List<StepOutcome> outcomes = new ArrayList<>();
    private final TreeMap<ProbeTarget, List<ProbeResult>> probes = new TreeMap<>();
    private final SortedMap<ServiceReference, ServiceCertificate> certificates = new TreeMap<>();
    private final Map<ServiceReference, Map<Relation, Integer>> endpoints = new TreeMap<>();
    private Instant now = NOON;
    private long generation = 1;
    private boolean suspend;

    static Sample at(Instant now) {
        var sample = new Sample();
        sample.now = now;
        return sample;
    }

    static Sample evaluation() {
        return at(NOON);
    }

    Sample generation(long number) {
        generation = number;
        return this;
    }

    Sample suspended() {
        suspend = true;
        return this;
    }

    Sample with(ServicePlan plan) {
        plans.add(plan);
        return this;
    }

    Sample with(ServiceCertificate certificate) {
        certificates.put(certificate.service(), certificate);
        return this;
    }

    Sample endpoints(String service, Map<Relation, Integer> counts) {
        endpoints.put(reference(service), counts);
        return this;
    }

    Sample gap(Gap gap) {
        gaps.add(gap);
        return this;
    }

    Sample unreadable(String service, Gap gap) {
        users.put(reference(service), new ServiceUsers(List.of(), List.of(gap)));
        return this;
    }

    Sample outcome(Step step, StepResult result) {
        outcomes.add(new StepOutcome(step, result));
        return this;
    }

    Sample probed(String service, Instant at) {
        var target = new ProbeTarget(reference(service), "pod-uid", "pod", "10.0.0.1", 9443);
        probes.put(
                target, List.of(new ProbeResult(target, at, Duration.ofMillis(3), new ProbeOutcome.Served(List.of()))));
        return this;
    }

    Evaluation build() {
        return new Evaluation(
                new Policy(
                        "operators",
                        "webhooks",
                        Instant.EPOCH,
                        Mode.ENFORCE,
                        LabelSelector.EVERYTHING,
                        1,
                        false,
                        Policy.DEFAULT_LABEL_KEYS,
                        false,
                        false,
                        suspend,
                        false),
                generation,
                new Snapshot(
                        true, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), probes, users, gaps),
                new Plan(plans),
                certificates,
                endpoints,
                outcomes,
                List.of(),
                now);
    }

    PolicyStatus status() {
        return after(StatusReport.NONE);
    }

    PolicyStatus after(PolicyStatus previous) {
        return StatusReport.evaluated(build(), previous);
    }

    static WebhookIsolationPolicy resource(String resourceVersion, PolicyStatus status) {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace("operators");
        policy.getMetadata().setName("webhooks");
        policy.getMetadata().setUid("u-policy");
        policy.getMetadata().setResourceVersion(resourceVersion);
        policy.getMetadata().setGeneration(1L);
        policy.setStatus(status);
        return policy;
    }
}
