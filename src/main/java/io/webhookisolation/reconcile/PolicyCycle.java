package io.webhookisolation.reconcile;

import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.StepOutcome;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.probe.ProbeTargets;
import io.webhookisolation.report.BackOffs;
import io.webhookisolation.report.Evaluation;
import io.webhookisolation.report.Reporting;
import io.webhookisolation.report.StatusReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One reconcile of one policy: look, judge, write, tell. It knows no framework, and several may run at once. */
final class PolicyCycle {

    private final World world;
    private final Probing probing;
    private final Reporting reporting;
    private final Detections detections;
    private final List<Gap> missing;
    private final InstantSource clock;
    private final Finalizing finalizing;
    private final StepRunner steps;
    private final ProbeTally tally;
    private final Pace pace = new Pace();

    PolicyCycle(
            World world,
            Writing writing,
            Probing probing,
            Reporting reporting,
            Detections detections,
            List<Gap> missing,
            InstantSource clock) {
        this.world = world;
        this.probing = probing;
        this.reporting = reporting;
        this.detections = detections;
        this.missing = List.copyOf(missing);
        this.clock = clock;
        this.finalizing = new Finalizing(writing, reporting);
        this.steps = new StepRunner(writing, probing);
        this.tally = new ProbeTally(reporting);
    }

    /** Returns when to come back if nothing happens. */
    Duration run(Subject subject) {
        var policy = subject.policy();
        var defect = PolicyDefects.of(subject.resource());
        if (defect.isPresent() && !policy.deleting()) {
            reporting.invalid(subject.resource(), defect.orElseThrow(), clock.instant());
            return pace.afterSuccess(subject.uid());
        }
        var obstacle = finalizing.settle(subject.resource(), policy);
        if (obstacle.filter(StepResult.Moved.class::isInstance).isPresent()) {
            return Pace.SOON;
        }
        var heldByUs = policy.revertOnDelete() && Finalizing.isOn(subject.resource());
        if (policy.deleting() && obstacle.isEmpty() && !heldByUs) {
            return gone(subject);
        }
        return evaluate(subject, obstacle);
    }

    /** Whatever the policy showed goes with it, and its namespace is probed no more unless others want it. */
    Duration gone(Subject subject) {
        reporting.gone(subject.namespace(), subject.policy().name());
        detections.take(subject.key());
        if (subject.isLast()) {
            probing.want(subject.namespace(), List.of());
            tally.forget(subject.namespace());
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
        var snapshot = world.snapshot(subject.namespace());
        if (steps.isAheadOf(snapshot, now)) {
            noticed.ifPresent(since -> detections.noticed(subject.key(), since));
            return Pace.SOON;
        }
        if (isTooEarly(subject, snapshot, now)) {
            reporting.progressing(subject.resource(), snapshot.gaps(), now);
            return pace.afterFailure(subject.uid());
        }
        var evaluation = evaluation(subject, snapshot, obstacle, now);
        if (reporting.evaluated(subject.resource(), evaluation)) {
            noticed.ifPresent(since -> reporting.reported(Duration.between(since, clock.instant())));
        }
        return isReverted(evaluation) ? leave(subject) : pace.next(subject.uid(), evaluation);
    }

    private Evaluation evaluation(Subject subject, Snapshot seen, Optional<StepResult> obstacle, Instant now) {
        var namespace = subject.namespace();
        tally.count(namespace, seen);
        var backOffs = BackOffs.of(reporting.status(subject.resource(), now), namespace);
        var judgement = Judgement.of(subject.policy(), subject.peers(), backOffs, seen, world, now);
        probing.want(namespace, targets(seen, judgement.analysis()));
        return new Evaluation(
                subject.policy(),
                subject.generation(),
                judgement.snapshot(),
                judgement.plan(),
                EndpointCensus.of(seen, judgement.analysis(), namespace),
                steps.run(judgement.plan(), obstacle, now),
                Stream.concat(missing.stream(), obstacle.flatMap(Finalizing::gap).stream())
                        .toList(),
                now);
    }

    /** Before its first evaluation a generation waits for the caches; a missing permission is not worth waiting for. */
    private boolean isTooEarly(Subject subject, Snapshot snapshot, Instant now) {
        return !subject.policy().deleting()
                && snapshot.gaps().stream().anyMatch(gap -> !gap.forbidden())
                && !StatusReport.isEvaluated(reporting.status(subject.resource(), now), subject.generation());
    }

    private static List<ProbeTarget> targets(Snapshot snapshot, Analysis analysis) {
        return analysis.services().stream()
                .flatMap(verdict -> ProbeTargets.of(snapshot, verdict.reference(), verdict.callSites()).stream())
                .toList();
    }

    /** All is taken back, or cannot be any more; nobody may say so who does not see the Services. */
    private static boolean isReverted(Evaluation evaluation) {
        return evaluation.policy().deleting()
                && evaluation.snapshot().gaps().stream()
                        .noneMatch(gap -> gap.kind().equals("Service"))
                && evaluation.outcomes().stream().map(StepOutcome::result).allMatch(PolicyCycle::isComplete);
    }

    private static boolean isComplete(StepResult result) {
        return result instanceof StepResult.Done done && done.leftover().isEmpty();
    }

    private Duration leave(Subject subject) {
        return finalizing.remove(subject.resource()).isEmpty() ? gone(subject) : Pace.SOON;
    }
}
