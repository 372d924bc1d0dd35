package io.webhookisolation.report;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.MeterRegistry;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepOutcome;
import io.webhookisolation.model.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the world: status first, then Events, so that an Event is sent at most once per change of the status; and
 * metrics. Each method that writes the status throws {@link KubernetesClientException} if the API server refuses it.
 */
public final class Reporter implements Reporting {

    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    private static final String STATUS = "webhookisolationpolicies/status";

    private final StatusWriter statuses;
    private final Events events;
    private final EventWriter eventWriter;
    private final Meters meters;
    private final GaugeBoard gauges;
    private final BooleanSupplier leads;

    /**
     * Tells nothing yet.
     *
     * @param live asked when a policy moved while it was evaluated
     * @param leads while it is false nothing is written: another process tells, and knows better
     * @param instance this process's name, for example its Pod's
     */
    public Reporter(
            KubernetesClient client, LivePolicy live, MeterRegistry registry, BooleanSupplier leads, String instance) {
        this.statuses = new StatusWriter(client, live, leads);
        this.events = new Events(instance);
        this.meters = new Meters(registry);
        this.eventWriter = new EventWriter(client, meters);
        this.gauges = new GaugeBoard(registry);
        this.leads = leads;
    }

    @Override
    public PolicyStatus status(WebhookIsolationPolicy policy, Instant now) {
        return statuses.current(policy, now);
    }

    @Override
    public Told evaluated(WebhookIsolationPolicy policy, Evaluation evaluation) {
        evaluation.outcomes().forEach(this::wrote);
        var now = evaluation.now();
        var previous = statuses.current(policy, now);
        var status = StatusReport.evaluated(evaluation, previous);
        var told = write(policy, status, now);
        if (told == Told.OVERTAKEN) {
            return told;
        }
        gauges.replace(owner(policy), PolicyGauges.of(evaluation, status));
        if (leads.getAsBoolean()) {
            tellChanges(policy, evaluation, previous, status);
        }
        return told;
    }

    /** Where no status is written, the next one would differ from the same previous one, and all be counted again. */
    private void tellChanges(
            WebhookIsolationPolicy policy, Evaluation evaluation, PolicyStatus previous, PolicyStatus status) {
        var now = evaluation.now();
        ContestReport.reverts(previous, status).forEach(meters::reverted);
        var namespace = evaluation.policy().namespace();
        RotationJournal.ended(previous, status, now).forEach(rotation -> meters.rotated(namespace, rotation));
        var notices = Notices.of(evaluation, previous, status);
        notices.stream().flatMap(notice -> notice.rejectedBy().stream()).forEach(meters::rejected);
        eventWriter.write(events.of(policy, notices, now));
    }

    @Override
    public Told invalid(WebhookIsolationPolicy policy, String message, Instant now) {
        return say(policy, StatusReport.invalid(message, generation(policy), statuses.current(policy, now), now), now);
    }

    @Override
    public Told progressing(WebhookIsolationPolicy policy, List<Gap> gaps, Instant now) {
        return say(policy, StatusReport.progressing(gaps, generation(policy), statuses.current(policy, now), now), now);
    }

    @Override
    public void touched(WebhookIsolationPolicy policy, String resourceVersion, Instant now) {
        statuses.touched(policy, resourceVersion, now);
    }

    @Override
    public void retained(WebhookIsolationPolicy policy, Instant now) {
        var retained = RetainedCertificates.of(statuses.current(policy, now));
        if (!retained.isEmpty() && leads.getAsBoolean()) {
            var note = Sentences.listed(retained);
            eventWriter.write(List.of(events.onPolicy(EventReason.CERTIFICATES_RETAINED, note, policy, now)));
        }
    }

    @Override
    public void gone(String namespace, String name) {
        gauges.replace(namespace + "/" + name, Map.of());
    }

    @Override
    public void gone(ServiceReference service) {
        meters.forget(service);
    }

    @Override
    public void probed(ProbeResult probe, ProbeWord word) {
        meters.probed(probe, word);
    }

    @Override
    public void blocked(String gate, String reason) {
        meters.blocked(gate, reason);
    }

    @Override
    public void reported(Duration sinceDetected) {
        meters.reported(sinceDetected);
    }

    /** For metric {@code objects_read}, whose total this is. */
    public void objectsRead(LongSupplier total) {
        meters.objectsRead(total);
    }

    public void leading(boolean now) {
        meters.leading(now);
    }

    @Override
    public void wrote(String resource, String operation, String result) {
        meters.wrote(resource, operation, result);
    }

    private void wrote(StepOutcome outcome) {
        if (outcome.result() instanceof StepResult.Withheld) {
            return;
        }
        meters.wrote(resource(outcome), operation(outcome), outcome.result().word());
        if (outcome.done()) {
            meters.selectorChanged(outcome.step());
        }
    }

    private static String resource(StepOutcome outcome) {
        return outcome.step() instanceof Step.OnWorkload ? "deployments" : "services";
    }

    private static String operation(StepOutcome outcome) {
        return switch (outcome.step()) {
            case Step.NarrowSelector narrow -> "narrow";
            case Step.RestoreSelector restore -> "restore";
            case Step.ReleaseFields release -> "release";
            case Step.LabelTemplate label -> "label";
            case Step.UnlabelTemplate unlabel -> "unlabel";
            case Step.ReleaseTemplate release -> "release";
        };
    }

    private static void log(WebhookIsolationPolicy policy, PolicyStatus status) {
        var line = LOG.atInfo().addKeyValue("policy", owner(policy));
        for (var condition : Present.list(status.conditions())) {
            line = line.addKeyValue(condition.getType(), condition.getStatus() + "/" + condition.getReason());
        }
        line.log("Status written");
    }

    private Told say(WebhookIsolationPolicy policy, PolicyStatus status, Instant now) {
        var told = write(policy, status, now);
        if (told != Told.OVERTAKEN) {
            var metadata = policy.getMetadata();
            gauges.replace(owner(policy), PolicyGauges.conditions(metadata.getNamespace(), metadata.getName(), status));
        }
        return told;
    }

    private Told write(WebhookIsolationPolicy policy, PolicyStatus status, Instant now) {
        if (!leads.getAsBoolean()) {
            return Told.NOTHING_NEW;
        }
        try {
            var told = statuses.write(policy, status, now);
            meters.wrote(STATUS, "apply", word(told));
            if (told == Told.NEWS) {
                log(policy, status);
            }
            return told;
        } catch (KubernetesClientException failure) {
            meters.wrote(STATUS, "apply", failure.getCode() == 403 ? "denied" : "error");
            throw failure;
        }
    }

    private static String word(Told told) {
        return switch (told) {
            case NEWS -> "ok";
            case NOTHING_NEW -> "noop_skipped";
            case OVERTAKEN -> "conflict";
        };
    }

    private static long generation(WebhookIsolationPolicy policy) {
        var generation = policy.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }

    private static String owner(WebhookIsolationPolicy policy) {
        return policy.getMetadata().getNamespace() + "/" + policy.getMetadata().getName();
    }
}
