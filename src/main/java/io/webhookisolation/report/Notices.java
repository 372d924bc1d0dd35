package io.webhookisolation.report;

import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.api.v1alpha1.ServiceStatus.SelectorStatus;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.Predicate;
import io.webhookisolation.model.SelectorState;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.model.ServiceVerdict;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepOutcome;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What deserves an Event: whatever the status says now and did not say before, and each write that was done. So a
 * restart repeats nothing.
 */
final class Notices {

    private static final Set<String> EFFECTIVE =
            Set.of(ServiceClass.EFFECTIVE_OVERLAP.reason(), ServiceClass.SILENT_MISROUTE.reason());
    private static final String LATENT = ServiceClass.LATENT_OVERLAP.reason();

    private final Evaluation evaluation;
    private final PolicyStatus previous;
    private final List<Notice> notices = new ArrayList<>();

    private Notices(Evaluation evaluation, PolicyStatus previous) {
        this.evaluation = evaluation;
        this.previous = previous;
    }

    static List<Notice> of(Evaluation evaluation, PolicyStatus previous, PolicyStatus current) {
        var notices = new Notices(evaluation, previous);
        for (var standing : evaluation.standings()) {
            ServiceRows.row(current, standing.name()).ifPresent(row -> {
                notices.compare(standing, row);
                notices.certificate(standing, row);
            });
            evaluation
                    .outcomes(standing.verdict().reference())
                    .forEach(outcome -> notices.write(standing.verdict(), outcome));
        }
        return List.copyOf(notices.notices);
    }

    private void compare(Standing standing, ServiceStatus row) {
        var before = ServiceRows.row(previous, standing.name());
        finding(standing.verdict(), before.map(ServiceStatus::serviceClass).orElse(""));
        repair(standing, before);
        ContestReport.news(standing, before)
                .ifPresent(news -> add(EventReason.MANAGER_CONFLICT, standing.verdict(), "Service " + news));
        var suggested = suggested(Optional.of(row));
        if (suggested.isPresent() && !suggested.equals(suggested(before))) {
            add(
                    EventReason.SUGGESTION_UPDATED,
                    standing.verdict(),
                    "Service " + standing.name() + " would be isolated by selector "
                            + standing.suggested().orElse(LabelSet.EMPTY));
        }
    }

    private void certificate(Standing standing, ServiceStatus row) {
        var before = ServiceRows.row(previous, standing.name());
        Optional.ofNullable(row.certificate())
                .ifPresent(now -> evaluation
                        .certificate(standing.verdict().reference())
                        .ifPresent(certificate -> notices.addAll(CertificateNotices.of(
                                standing.verdict(), certificate, before.map(ServiceStatus::certificate), now))));
    }

    private void finding(ServiceVerdict verdict, String before) {
        var now = verdict.serviceClass().reason();
        if (EFFECTIVE.contains(now) && !EFFECTIVE.contains(before)) {
            add(EventReason.OVERLAP_DETECTED, verdict, "Service " + Sentences.finding(verdict));
        }
        if (LATENT.equals(now) && !LATENT.equals(before)) {
            add(EventReason.LATENT_OVERLAP_DETECTED, verdict, "Service " + Sentences.finding(verdict));
        }
        if (verdict.serviceClass() == ServiceClass.ISOLATED && (EFFECTIVE.contains(before) || LATENT.equals(before))) {
            add(EventReason.OVERLAP_RESOLVED, verdict, "Service " + Sentences.finding(verdict));
        }
        if (verdict.serviceClass() == ServiceClass.PROBE_UNAVAILABLE && !before.equals(now)) {
            add(EventReason.PROBE_UNAVAILABLE, verdict, "Service " + Sentences.finding(verdict));
        }
    }

    private void repair(Standing standing, Optional<ServiceStatus> before) {
        var changed = !before.map(ServiceStatus::state)
                .filter(standing.state().reason()::equals)
                .isPresent();
        if (changed && standing.state() == SelectorState.NO_DISTINGUISHING_LABEL) {
            add(EventReason.NO_DISTINGUISHING_LABEL, standing.verdict(), "Service " + Sentences.standing(standing));
        }
        standing.refusedBy()
                .filter(predicate -> standing.state() == SelectorState.SIMULATION_REJECTED)
                // What is not proved yet was not simulated; the second round of probes is often all that it needs.
                .filter(predicate -> predicate != Predicate.PROOF)
                .filter(predicate -> changed || !refused(before, predicate))
                .ifPresent(predicate -> notices.add(new Notice(
                        EventReason.SIMULATION_REJECTED,
                        standing.verdict(),
                        "Service " + Sentences.standing(standing),
                        Optional.of(predicate))));
    }

    private static boolean refused(Optional<ServiceStatus> row, Predicate predicate) {
        return row.map(ServiceStatus::blockedBy)
                .filter(text -> text.startsWith(predicate.name() + " "))
                .isPresent();
    }

    private void write(ServiceVerdict verdict, StepOutcome outcome) {
        switch (outcome.result()) {
            case StepResult.Done done -> done(verdict, outcome.step());
            case StepResult.DeniedByWebhook denied -> denied(verdict, denied.message());
            case StepResult.Moved moved -> {}
            case StepResult.Withheld withheld -> {}
            case StepResult.Forbidden forbidden -> {}
            case StepResult.Failed failed -> {}
        }
    }

    private void done(ServiceVerdict verdict, Step step) {
        var name = verdict.reference().name();
        switch (step) {
            case Step.NarrowSelector narrow ->
                add(
                        EventReason.SELECTOR_NARROWED,
                        verdict,
                        "Added " + narrow.add() + " to the selector of Service " + name + ": " + narrow.reason());
            case Step.RestoreSelector restore ->
                add(
                        switch (restore.cause()) {
                            case ROLLED_BACK -> EventReason.ROLLED_BACK;
                            case GUARD, REVERT -> EventReason.SELECTOR_RESTORED;
                        },
                        verdict,
                        "Removed " + restore.remove() + " from the selector of Service " + name + ": "
                                + restore.reason() + matchedAgain(verdict, restore.remove()));
            case Step.ReleaseFields release -> {}
            case Step.LabelTemplate label ->
                add(
                        EventReason.TEMPLATE_LABELLED,
                        verdict,
                        "added " + label.add() + " to the Pod template of "
                                + label.workload().kindAndName() + ", whose Pods are replaced now: " + label.reason());
            case Step.UnlabelTemplate unlabel ->
                add(
                        EventReason.TEMPLATE_RESTORED,
                        verdict,
                        "removed " + unlabel.remove() + " from the Pod template of "
                                + unlabel.workload().kindAndName() + ", whose Pods are replaced now: "
                                + unlabel.reason());
            case Step.ReleaseTemplate release -> {}
        }
    }

    private void denied(ServiceVerdict verdict, String message) {
        var known = ServiceRows.row(previous, verdict.reference().name())
                .map(ServiceStatus::blockedBy)
                .filter(message::equals)
                .isPresent();
        if (!known) {
            add(EventReason.WRITE_DENIED_BY_WEBHOOK, verdict, message);
        }
    }

    /** Who comes back into reach; empty if nobody does. */
    private String matchedAgain(ServiceVerdict verdict, LabelSet removed) {
        var narrow = verdict.service().map(Service::selector).orElse(LabelSet.EMPTY);
        var wide = narrow.without(removed.entries().keySet());
        var workloads = evaluation.snapshot().workloads().stream()
                .filter(workload ->
                        workload.key().namespace().equals(verdict.reference().namespace()))
                .filter(workload -> workload.controller().isEmpty())
                .filter(workload -> wide.selects(workload.template().labels())
                        && !narrow.selects(workload.template().labels()))
                .map(Workload::key)
                .map(key -> key.kindAndName())
                .toList();
        return workloads.isEmpty() ? "" : "; it matches again: " + Sentences.listed(workloads);
    }

    private static Optional<Map<String, String>> suggested(Optional<ServiceStatus> row) {
        return row.map(ServiceStatus::selector).map(SelectorStatus::suggested);
    }

    private void add(EventReason reason, ServiceVerdict verdict, String note) {
        notices.add(new Notice(reason, verdict, note, Optional.empty()));
    }
}
