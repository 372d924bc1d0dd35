package io.webhookisolation.reconcile;

import io.webhookisolation.model.Plan;
import io.webhookisolation.model.Service;
import io.webhookisolation.model.Snapshot;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepOutcome;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.model.TemplateControl;
import io.webhookisolation.report.OwnWrites;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    /** By UID of the object; a connection that breaks does not tell whether the write was done. */
    private final Map<String, Step> doubtful = new ConcurrentHashMap<>();

    StepRunner(Writing writing, Probing probing) {
        this.writing = writing;
        this.probing = probing;
    }

    /** Whether an object is seen as it was before we wrote to it: whatever is decided on that would be decided twice. */
    boolean isAheadOf(Snapshot snapshot, Instant now) {
        return versions(snapshot).entrySet().stream()
                .anyMatch(seen ->
                        unseen.unseen(seen.getKey(), seen.getValue(), now).isPresent());
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
                    .filter(why -> isBeginning(step))
                    .<StepResult>map(StepResult.Withheld::new)
                    .orElseGet(() -> writing.apply(step));
            remember(step, result, now);
            outcomes.add(new StepOutcome(step, result));
        }
        return outcomes;
    }

    /** What a deletion of the policy would have to take back. */
    private static boolean isBeginning(Step step) {
        return step instanceof Step.NarrowSelector || step instanceof Step.LabelTemplate;
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
        versions(snapshot).forEach((uid, version) -> {
            var step = doubtful.get(uid);
            if (step != null && !step.resourceVersion().equals(version)) {
                doubtful.remove(uid);
                if (isDone(step, snapshot)) {
                    outcomes.add(new StepOutcome(step, new StepResult.Done(version, "")));
                }
            }
        });
        return outcomes;
    }

    /** Of all that we write to, by UID. */
    private static Map<String, String> versions(Snapshot snapshot) {
        var versions = new TreeMap<String, String>();
        snapshot.services().forEach(service -> versions.put(service.uid(), service.resourceVersion()));
        snapshot.workloads().stream()
                .filter(workload -> !workload.control().resourceVersion().isEmpty())
                .forEach(workload ->
                        versions.put(workload.uid(), workload.control().resourceVersion()));
        return versions;
    }

    private static boolean isDone(Step step, Snapshot snapshot) {
        if (step instanceof Step.OnWorkload onWorkload) {
            return snapshot.workloads().stream()
                    .filter(workload -> workload.uid().equals(step.uid()))
                    .anyMatch(workload -> isDone(onWorkload, workload.control()));
        }
        return snapshot.services().stream()
                .filter(service -> service.uid().equals(step.uid()))
                .anyMatch(service -> isDone(step, service));
    }

    private static boolean isDone(Step.OnWorkload step, TemplateControl control) {
        return switch (step) {
            case Step.LabelTemplate label ->
                control.applied().filter(label.record()::equals).isPresent();
            case Step.UnlabelTemplate unlabel -> control.applied().isEmpty();
            case Step.ReleaseTemplate release -> !control.ownFieldsEntry();
        };
    }

    private static boolean isDone(Step step, Service service) {
        return switch (step) {
            case Step.OnWorkload elsewhere -> false;
            case Step.NarrowSelector narrow ->
                service.applied().filter(narrow.record()::equals).isPresent();
            case Step.RestoreSelector restore ->
                service.applied().isEmpty() && !service.selector().containsAll(restore.remove());
            case Step.ReleaseFields release -> !service.ownFieldsEntry();
        };
    }
}
