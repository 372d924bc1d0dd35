package io.webhookisolation.reconcile;

import io.webhookisolation.model.Plan;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepOutcome;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.report.OwnWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a plan wants, and remembers which writes the caches do not show yet; thread-safe. */
final class StepRunner {

    private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);
    private static final Duration PATIENCE_WITH_CACHES = Duration.ofSeconds(30);

    private final Writing writing;
    private final Probing probing;
    private final OwnWrites<Step> unseen = new OwnWrites<>(PATIENCE_WITH_CACHES);

    /** By UID of the Service; a connection that breaks does not tell whether the write was done. */
    private final Map<String, Step> doubtful = new ConcurrentHashMap<>();

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
     * Tries each Step once; a doubtful one of an earlier run that turns out to be done is among the outcomes.
     *
     * @param hindrance why nothing may be narrowed now: without our finalizer a deletion would not revert it, and without
     *     one permission the others are not used, since whoever cannot tell what he did had better not do it
     */
    List<StepOutcome> run(Plan plan, Snapshot snapshot, Optional<String> hindrance, Instant now) {
        var outcomes = new ArrayList<>(settled(snapshot));
        for (var step : plan.steps()) {
            var result = hindrance
                    .filter(why -> step instanceof Step.NarrowSelector)
                    .<StepResult>map(StepResult.Withheld::new)
                    .orElseGet(() -> writing.apply(step));
            remember(step, result, now);
            outcomes.add(new StepOutcome(step, result));
        }
        return outcomes;
    }

    private void remember(Step step, StepResult result, Instant now) {
        LOG.atInfo()
                .addKeyValue("service", step.service())
                .addKeyValue("step", step.getClass().getSimpleName())
                .addKeyValue("result", result.word())
                .log("{}: {}", step.reason(), result.message());
        if (result instanceof StepResult.Done done) {
            unseen.wrote(step.uid(), done.resourceVersion(), step, now);
            probing.now(step.service());
        }
        if (result instanceof StepResult.Failed) {
            doubtful.put(step.uid(), step);
        }
    }

    private List<StepOutcome> settled(Snapshot snapshot) {
        var outcomes = new ArrayList<StepOutcome>();
        for (var service : snapshot.services()) {
            var step = doubtful.get(service.uid());
            if (step != null && !step.resourceVersion().equals(service.resourceVersion())) {
                doubtful.remove(service.uid());
                if (isDone(step, service)) {
                    outcomes.add(new StepOutcome(step, new StepResult.Done(service.resourceVersion(), "")));
                }
            }
        }
        return outcomes;
    }

    private static boolean isDone(Step step, Service service) {
        return switch (step) {
            case Step.NarrowSelector narrow ->
                service.applied().filter(narrow.record()::equals).isPresent();
            case Step.RestoreSelector restore ->
                service.applied().isEmpty() && !service.selector().containsAll(restore.remove());
            case Step.ReleaseFields release -> !service.ownFieldsEntry();
        };
    }
}
