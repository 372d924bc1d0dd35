package io.webhookisolation.reconcile;

import io.webhookisolation.model.Plan;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepOutcome;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.report.OwnWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what a plan wants, and remembers which writes the caches do not show yet; thread-safe. */
final class StepRunner {

    private static final Duration PATIENCE_WITH_CACHES = Duration.ofSeconds(30);

    private final Writing writing;
    private final Probing probing;
    private final OwnWrites<Step> unseen = new OwnWrites<>(PATIENCE_WITH_CACHES);

    StepRunner(Writing writing, Probing probing) {
        this.writing = writing;
        this.probing = probing;
    }

    /** Whether a Service is seen as it was before we wrote to it: whatever is decided on that would be decided twice. */
    boolean isAheadOf(Snapshot snapshot, Instant now) {
        return snapshot.services().stream()
                .anyMatch(service -> unseen.unseen(service.uid(), service.resourceVersion(), now)
                        .isPresent());
    }

    /**
     * Tries each Step once.
     *
     * @param obstacle why nothing may be narrowed now: without our finalizer a deletion would not revert it
     */
    List<StepOutcome> run(Plan plan, Optional<StepResult> obstacle, Instant now) {
        var outcomes = new ArrayList<StepOutcome>();
        for (var step : plan.steps()) {
            var result =
                    obstacle.filter(why -> step instanceof Step.NarrowSelector).orElseGet(() -> writing.apply(step));
            if (result instanceof StepResult.Done done) {
                unseen.wrote(step.uid(), done.resourceVersion(), step, now);
                probing.now(step.service());
            }
            outcomes.add(new StepOutcome(step, result));
        }
        return outcomes;
    }
}
