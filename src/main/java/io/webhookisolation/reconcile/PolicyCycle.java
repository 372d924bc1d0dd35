package io.webhookisolation.reconcile;

import io.webhookisolation.model.StepOutcome;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.report.Evaluation;
import io.webhookisolation.report.Reporting;
import io.webhookisolation.report.StatusReport;
import io.webhookisolation.report.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** One reconcile of one policy, from its finalizer to its status. It knows no framework, and several may run at once. */
final class PolicyCycle {

    private final Appraisal appraisal;
    private final Finalizing finalizing;
    private final Reporting reporting;
    private final Detections detections;
    private final InstantSource clock;
    private final Pace pace = new Pace();

    PolicyCycle(
            Appraisal appraisal,
            Finalizing finalizing,
            Reporting reporting,
            Detections detections,
            InstantSource clock) {
        this.appraisal = appraisal;
        this.finalizing = finalizing;
        this.reporting = reporting;
        this.detections = detections;
        this.clock = clock;
    }

    /** Returns when to come back if nothing happens. */
    Duration run(Subject subject) {
        var policy = subject.policy();
        var defect = PolicyDefects.of(subject.resource());
        if (defect.isPresent() && !policy.deleting()) {
            var told = reporting.invalid(subject.resource(), defect.orElseThrow(), clock.instant());
            return told == Told.OVERTAKEN ? pace.afterFailure(subject.uid()) : pace.afterSuccess(subject.uid());
        }
        var obstacle = finalizing.settle(subject, clock.instant());
        if (obstacle.filter(StepResult.Moved.class::isInstance).isPresent()) {
            return Pace.SOON;
        }
        var heldByUs = policy.revertOnDelete() && Finalizing.isOn(subject.resource());
        if (policy.deleting() && obstacle.isEmpty() && !heldByUs) {
            return gone(subject);
        }
        return evaluate(subject, obstacle);
    }

    /** There is no such policy any more, whether it had our finalizer or not. */
    void deleted(Subject subject) {
        reporting.retained(subject.resource(), clock.instant());
        gone(subject);
    }

    /** Whatever the policy showed goes with it, and its namespace is probed no more unless others want it. */
    private Duration gone(Subject subject) {
        reporting.gone(subject.namespace(), subject.policy().name());
        detections.take(subject.key());
        finalizing.forget(subject);
        appraisal.forget(subject);
        if (subject.isLast()) {
            appraisal.forget(subject.namespace());
        }
        return pace.afterSuccess(subject.uid());
    }

    /** After a failure that could not be told of in the status. */
    Duration failed(Subject subject) {
        return pace.afterFailure(subject.uid());
    }

    private Duration evaluate(Subject subject, Optional<StepResult> obstacle) {
        var noticed = detections.take(subject.key());
        var now = clock.instant();
        var status = reporting.status(subject.resource(), now);
        return switch (appraisal.of(subject, status, obstacle, now)) {
            case Appraisal.Judged(var evaluation, var comeBack) ->
                sooner(report(subject, evaluation, noticed), comeBack);
            case Appraisal.TooEarly early -> {
                noticed.ifPresent(since -> detections.noticed(subject.key(), since));
                yield await(subject, early, now);
            }
        };
    }

    private static Duration sooner(Duration pace, Optional<Duration> comeBack) {
        return comeBack.filter(wait -> wait.compareTo(pace) < 0).orElse(pace);
    }

    private Duration await(Subject subject, Appraisal.TooEarly early, Instant now) {
        if (early.awaited().isEmpty()) {
            return Pace.SOON;
        }
        if (!StatusReport.isEvaluated(reporting.status(subject.resource(), now), subject.generation())) {
            reporting.progressing(subject.resource(), early.awaited(), now);
        }
        return pace.afterFailure(subject.uid());
    }

    private Duration report(Subject subject, Evaluation evaluation, Optional<Instant> noticed) {
        switch (reporting.evaluated(subject.resource(), evaluation)) {
            case NEWS -> noticed.ifPresent(since -> reporting.reported(Duration.between(since, clock.instant())));
            case NOTHING_NEW -> {}
            case OVERTAKEN -> {
                noticed.ifPresent(since -> detections.noticed(subject.key(), since));
                return pace.afterFailure(subject.uid());
            }
        }
        if (!isReverted(evaluation)) {
            return pace.next(subject.uid(), evaluation);
        }
        return finalizing
                .remove(subject, clock.instant())
                .map(obstacle -> obstacle instanceof StepResult.Moved ? Pace.SOON : pace.afterFailure(subject.uid()))
                .orElseGet(() -> gone(subject));
    }

    /** All is taken back, or cannot be any more; nobody may say so who does not see the Services. */
    private static boolean isReverted(Evaluation evaluation) {
        return evaluation.policy().deleting()
                && evaluation.snapshot().gaps().stream()
                        .noneMatch(gap -> gap.kind().equals("Service"))
                && evaluation.outcomes().stream().map(StepOutcome::result).allMatch(PolicyCycle::isComplete)
                && !isTemplateLeft(evaluation);
    }

    /** A template's label is taken back only once no selector is seen to need it, so not in the same run. */
    private static boolean isTemplateLeft(Evaluation evaluation) {
        return evaluation.policy().revertOnDelete()
                && !evaluation.outcomes().isEmpty()
                && evaluation.snapshot().workloads().stream()
                        .flatMap(workload -> workload.control().applied().stream())
                        .anyMatch(record ->
                                record.policy().equals(evaluation.policy().key()));
    }

    private static boolean isComplete(StepResult result) {
        return result instanceof StepResult.Done done && done.leftover().isEmpty();
    }
}
