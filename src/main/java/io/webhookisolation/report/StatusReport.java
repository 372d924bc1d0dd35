package io.webhookisolation.report;

import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.StatusSummary;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServicePlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Derives a policy's status, a pure function: an equal Evaluation and an equal previous status give an equal status.
 *
 * <p>Findings never make Ready false: kstatus reads that as "in progress", and {@code wait: true} would hang.
 */
public final class StatusReport {

    /** The status of a policy that has none yet. */
    public static final PolicyStatus NONE = new PolicyStatus(null, null, null, null, null);

    private StatusReport() {}

    /** Whether this generation was evaluated once. */
    public static boolean isEvaluated(PolicyStatus status, long generation) {
        return ConditionSet.previous(status, ConditionType.READY)
                .filter(ready -> Long.valueOf(generation).equals(ready.getObservedGeneration()))
                .isPresent();
    }

    public static PolicyStatus evaluated(Evaluation evaluation, PolicyStatus previous) {
        var standings = evaluation.standings();
        var conditions = new ConditionSet(previous, evaluation.generation(), evaluation.now())
                .put(ConditionType.READY, ready(evaluation));
        stalled(evaluation).ifPresent(verdict -> conditions.put(ConditionType.STALLED, verdict));
        conditions
                .put(ConditionType.ISOLATED, IsolatedFold.fold(evaluation.services()))
                .put(ConditionType.SELECTORS_APPLIED, SelectorsFold.fold(standings));
        var certificates = new CertificatesFold(evaluation.ownCertificates());
        certificates.ready().ifPresent(verdict -> conditions.put(ConditionType.CERTIFICATES_READY, verdict));
        certificates.trusted().ifPresent(verdict -> conditions.put(ConditionType.CA_BUNDLES_TRUSTED, verdict));
        certificates.progressing().ifPresent(verdict -> conditions.put(ConditionType.ROTATION_PROGRESSING, verdict));
        ContestReport.condition(standings, evaluation.now())
                .or(certificates::contested)
                .ifPresent(verdict -> conditions.put(ConditionType.CONTESTED, verdict));
        var rows = new ServiceRows(evaluation, previous).of(standings);
        var omitted = standings.size() - rows.size();
        return new PolicyStatus(
                evaluation.generation(),
                conditions.toList(),
                summary(standings, evaluation.now()),
                Present.orAbsent(rows),
                omitted == 0 ? null : omitted);
    }

    /** The API server accepted what we cannot read; nothing else is known, so nothing else is said. */
    public static PolicyStatus invalid(String message, long generation, PolicyStatus previous, Instant now) {
        var conditions = new ConditionSet(previous, generation, now)
                .put(ConditionType.STALLED, new Verdict(Truth.TRUE, "InvalidPolicy", message));
        return new PolicyStatus(generation, conditions.toList(), null, previous.services(), previous.servicesOmitted());
    }

    /** What is needed for the first evaluation of this generation is not read yet. */
    public static PolicyStatus progressing(List<Gap> gaps, long generation, PolicyStatus previous, Instant now) {
        var conditions = new ConditionSet(previous, generation, now)
                .keep(ConditionType.READY)
                .put(
                        ConditionType.RECONCILING,
                        new Verdict(Truth.TRUE, "Progressing", "Waiting to read " + missing(gaps)))
                .keep(ConditionType.ISOLATED)
                .keep(ConditionType.SELECTORS_APPLIED)
                .keep(ConditionType.CERTIFICATES_READY)
                .keep(ConditionType.CA_BUNDLES_TRUSTED)
                .keep(ConditionType.ROTATION_PROGRESSING)
                .keep(ConditionType.CONTESTED);
        return new PolicyStatus(
                generation, conditions.toList(), previous.summary(), previous.services(), previous.servicesOmitted());
    }

    private static Verdict ready(Evaluation evaluation) {
        var gaps = evaluation.snapshot().gaps();
        var scope = Sentences.counted(evaluation.services().size(), "webhook Service")
                + (gaps.isEmpty() ? "" : ", without " + missing(gaps));
        return evaluation.policy().suspend()
                ? new Verdict(Truth.TRUE, "Suspended", "Suspended: nothing is written; evaluated " + scope)
                : new Verdict(Truth.TRUE, "Evaluated", "Evaluated " + scope);
    }

    private static Optional<Verdict> stalled(Evaluation evaluation) {
        return forbidden(evaluation).or(() -> conflict(evaluation.conflicts()));
    }

    private static Optional<Verdict> forbidden(Evaluation evaluation) {
        var others = evaluation.gaps().filter(Gap::forbidden).map(Gap::detail).sorted();
        var writes = evaluation
                .forbidden()
                .map(missing -> "may not " + missing.verb() + " " + missing.resource() + ": " + missing.message())
                .sorted();
        var all = Stream.concat(writes, others).distinct().toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(Truth.TRUE, "Forbidden", "Missing permission: " + Sentences.listed(all)));
    }

    private static Optional<Verdict> conflict(List<ServicePlan> conflicts) {
        return conflicts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Truth.TRUE,
                        "ConflictingPolicy",
                        Sentences.listed(conflicts.stream()
                                .map(plan -> plan.verdict().reference().name() + " is already in the hands of policy "
                                        + plan.conflictsWith().orElseThrow())
                                .toList())));
    }

    private static String missing(List<Gap> gaps) {
        return Sentences.listed(
                gaps.stream().map(gap -> gap.kind() + " (" + gap.detail() + ")").toList());
    }

    private static StatusSummary summary(List<Standing> standings, Instant now) {
        var classes = standings.stream()
                .map(standing -> standing.verdict().serviceClass())
                .toList();
        return new StatusSummary(
                standings.size(),
                (int) classes.stream().filter(ServiceClass.ISOLATED::equals).count(),
                (int) classes.stream().filter(ServiceClass::isOverlap).count(),
                (int) standings.stream().filter(Standing::suggests).count(),
                (int) standings.stream()
                        .filter(standing -> ContestReport.isOpen(standing, now))
                        .count());
    }
}
