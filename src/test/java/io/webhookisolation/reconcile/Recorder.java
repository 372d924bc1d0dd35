package io.webhookisolation.reconcile;

import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ProbeResult;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.ServiceUsers;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.report.Evaluation;
import io.webhookisolation.report.ProbeWord;
import io.webhookisolation.report.Reporting;
import io.webhookisolation.report.StatusReport;
import io.webhookisolation.report.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Stands in for all that a cycle works with, and writes down in order what it is asked to do. */
final class Recorder implements World, Writing, Probing, Reporting, Rights {

    final List<String> log = new ArrayList<>();
    final List<Evaluation> evaluations = new ArrayList<>();
    Snapshot snapshot = new FoundingCase().snapshot();
    PolicyStatus status = StatusReport.NONE;
    StepResult answerToSteps = new StepResult.Done("8", "");
    StepResult answerToFinalizers = new StepResult.Done("6", "");
    boolean overtaken;
    List<Gap> missing = List.of();
    List<Gap> missingNow = List.of();

    /** One that works with nothing else. */
    PolicyCycle cycle(InstantSource clock) {
        return cycle(new Detections(), clock);
    }

    PolicyCycle cycle(Detections detections, InstantSource clock) {
        return new PolicyCycle(
                new Appraisal(this, this, this, new AuditedOnly(), this, this),
                new Finalizing(this, this),
                this,
                detections,
                clock);
    }

    @Override
    public List<Gap> missing() {
        return missing;
    }

    @Override
    public List<Gap> missingNow() {
        return missingNow;
    }

    @Override
    public List<Gap> missingToLabel(String namespace) {
        return List.of();
    }

    @Override
    public List<Gap> missingToRotate(String namespace) {
        return List.of();
    }

    @Override
    public Snapshot snapshot(String namespace) {
        return snapshot;
    }

    @Override
    public boolean mayReadSecrets(String namespace) {
        return true;
    }

    @Override
    public Snapshot withSecrets(Snapshot seen, String namespace, Collection<String> secrets) {
        log.add("read secrets " + secrets);
        return seen;
    }

    @Override
    public Snapshot withUsers(Snapshot seen, Collection<ServiceReference> services) {
        log.add("read users of " + services);
        return seen.withUsers(
                services.stream().collect(Collectors.toMap(service -> service, service -> ServiceUsers.NONE)));
    }

    @Override
    public Snapshot withPodSelectors(Snapshot seen, String namespace) {
        log.add("read pod selectors of " + namespace);
        return seen;
    }

    @Override
    public StepResult apply(Step step) {
        log.add(
                switch (step) {
                    case Step.NarrowSelector narrow -> "narrow " + step.service() + " by " + narrow.add();
                    case Step.RestoreSelector restore -> "restore " + step.service() + " by " + restore.remove();
                    case Step.ReleaseFields release -> "release " + step.service();
                    case Step.OnWorkload onWorkload ->
                        onWorkload.getClass().getSimpleName() + " " + onWorkload.workload();
                });
        return answerToSteps;
    }

    @Override
    public StepResult addFinalizer(WebhookIsolationPolicy policy) {
        log.add("add finalizer");
        return answerToFinalizers;
    }

    @Override
    public StepResult removeFinalizer(WebhookIsolationPolicy policy) {
        log.add("remove finalizer");
        return answerToFinalizers;
    }

    @Override
    public void want(String namespace, Collection<ProbeTarget> targets) {
        log.add("probe " + targets.size() + " targets");
    }

    @Override
    public void now(ServiceReference service) {
        log.add("probe " + service + " now");
    }

    @Override
    public PolicyStatus status(WebhookIsolationPolicy policy, Instant now) {
        return status;
    }

    @Override
    public Told evaluated(WebhookIsolationPolicy policy, Evaluation evaluation) {
        log.add("report");
        evaluations.add(evaluation);
        if (overtaken) {
            return Told.OVERTAKEN;
        }
        var next = StatusReport.evaluated(evaluation, status);
        var isNew = !next.equals(status);
        status = next;
        return isNew ? Told.NEWS : Told.NOTHING_NEW;
    }

    @Override
    public Told invalid(WebhookIsolationPolicy policy, String message, Instant now) {
        log.add("invalid: " + message);
        return overtaken ? Told.OVERTAKEN : Told.NEWS;
    }

    @Override
    public Told progressing(WebhookIsolationPolicy policy, List<Gap> gaps, Instant now) {
        log.add("progressing");
        return overtaken ? Told.OVERTAKEN : Told.NEWS;
    }

    @Override
    public void touched(WebhookIsolationPolicy policy, String resourceVersion, Instant now) {
        log.add("touched at " + resourceVersion);
    }

    @Override
    public void retained(WebhookIsolationPolicy policy, Instant now) {
        log.add("retained certificates of " + policy.getMetadata().getName());
    }

    @Override
    public void gone(String namespace, String name) {
        log.add("gone " + namespace + "/" + name);
    }

    @Override
    public void gone(ServiceReference service) {
        log.add("gone " + service);
    }

    @Override
    public void probed(ProbeResult probe, ProbeWord word) {
        log.add("probed " + probe.target().podName() + " for " + probe.target().service() + ": " + word);
    }

    @Override
    public void blocked(String gate, String reason) {}

    @Override
    public void reported(Duration sinceDetected) {
        log.add("reported after " + sinceDetected);
    }

    @Override
    public void wrote(String resource, String operation, String result) {
        log.add(resource + " " + operation + " " + result);
    }
}
