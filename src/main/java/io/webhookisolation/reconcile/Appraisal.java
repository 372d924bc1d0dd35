package io.webhookisolation.reconcile;

import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.model.Analysis;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ProbeTarget;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.probe.ProbeTargets;
import io.webhookisolation.report.Evaluation;
import io.webhookisolation.report.Memories;
import io.webhookisolation.report.Reporting;
import io.webhookisolation.report.StatusReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at a policy's namespace, judges it, and writes what is wanted; or finds that it is too early for that. */
final class Appraisal {

    private static final Gap FIRST_PROBES = new Gap("TLS", false, "the first probes are under way");

    private final World world;
    private final Probing probing;
    private final Certifying certifying;
    private final StepRunner steps;
    private final ProbeTally tally;
    private final FirstProbes firstProbes = new FirstProbes();
    private final Rights rights;

    /** What came of it. */
    sealed interface Result {}

    /**
     * Judged, and written what was to be written.
     *
     * @param comeBack when certificates want another look; empty if events are enough
     */
    record Judged(Evaluation evaluation, Optional<Duration> comeBack) implements Result {}

    /** Too early, since this is not there yet; empty while our own last write is not seen. */
    record TooEarly(List<Gap> awaited) implements Result {}

    Appraisal(
            World world, Writing writing, Probing probing, Certifying certifying, Reporting reporting, Rights rights) {
        this.world = world;
        this.probing = probing;
        this.certifying = certifying;
        this.steps = new StepRunner(writing, probing);
        this.tally = new ProbeTally(reporting);
        this.rights = rights;
    }

    Result of(Subject subject, PolicyStatus status, Optional<StepResult> obstacle, Instant now) {
        var seen = world.snapshot(subject.namespace());
        if (steps.isAheadOf(seen, now)) {
            return new TooEarly(List.of());
        }
        if (isFirst(subject, status) && seen.gaps().stream().anyMatch(gap -> !gap.forbidden())) {
            return new TooEarly(seen.gaps());
        }
        tally.count(subject.namespace(), seen);
        var judgement =
                Judgement.of(subject, Memories.of(status, subject.namespace(), subject.generation()), seen, world, now);
        return isExpectingProbes(subject, judgement, now)
                ? new TooEarly(List.of(FIRST_PROBES))
                : act(subject, judgement, obstacle, now);
    }

    /** The policy is gone. */
    void forget(Subject subject) {
        certifying.forget(subject);
    }

    /** No policy wants anything of this namespace any more. */
    void forget(String namespace) {
        probing.want(namespace, List.of());
        tally.forget(namespace);
        firstProbes.forget(namespace);
    }

    /** Before its first evaluation a generation waits for the caches; a missing permission is not worth waiting for. */
    private static boolean isFirst(Subject subject, PolicyStatus status) {
        return !subject.policy().deleting() && !StatusReport.isEvaluated(status, subject.generation());
    }

    /**
     * Whether a probe is still to come without which the verdict would say less than it soon will, as after a restart. What
     * must be written now is not held up by it.
     */
    private boolean isExpectingProbes(Subject subject, Judgement judgement, Instant now) {
        var targets = targets(judgement.snapshot(), judgement.analysis());
        probing.want(subject.namespace(), targets);
        var expecting = firstProbes.isExpecting(subject.namespace(), targets, judgement.snapshot(), now);
        return expecting
                && !subject.policy().deleting()
                && judgement.plan().steps().isEmpty();
    }

    private static List<ProbeTarget> targets(Snapshot snapshot, Analysis analysis) {
        return analysis.services().stream()
                .flatMap(verdict -> ProbeTargets.of(snapshot, verdict.reference(), verdict.callSites()).stream())
                .toList();
    }

    private Judged act(Subject subject, Judgement judgement, Optional<StepResult> obstacle, Instant now) {
        var missing = judgement.plan().steps().isEmpty() ? rights.missing() : rights.missingNow();
        var hindrance = obstacle.map(StepResult::message)
                .or(() -> missing.stream().map(Gap::detail).findFirst());
        var outcomes = steps.run(judgement.plan(), judgement.snapshot(), hindrance, now);
        var certificates = certifying.look(subject, judgement, now);
        var evaluation = new Evaluation(
                subject.policy(),
                subject.generation(),
                judgement.snapshot(),
                judgement.plan(),
                certificates.certificates(),
                EndpointCensus.of(judgement.snapshot(), judgement.analysis(), subject.namespace()),
                outcomes,
                Stream.of(
                                missing.stream(),
                                certificates.missing().stream(),
                                missingToLabel(subject.namespace(), judgement.snapshot()),
                                obstacle.flatMap(Finalizing::gap).stream())
                        .flatMap(gaps -> gaps)
                        .toList(),
                now);
        return new Judged(evaluation, certificates.comeBack());
    }

    /** Whoever may not make the lists for a label may hardly write one, and is to be told of all at once. */
    private Stream<Gap> missingToLabel(String namespace, Snapshot snapshot) {
        var refused = snapshot.users().values().stream()
                .flatMap(users -> users.podSelectors().stream())
                .flatMap(read -> read.unreadable().stream())
                .anyMatch(Gap::forbidden);
        return refused ? rights.missingToLabel(namespace).stream() : Stream.empty();
    }
}
