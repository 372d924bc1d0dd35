package io.webhookisolation.apply;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.convert.FieldManager;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepResult;

/**
 * Turns Steps on Pod templates into guarded JSON patches of Deployments, which leave no entry in {@code managedFields}.
 *
 * <p>A Deployment moves while it rolls out, so that the entry may outlast the write; {@link Step.ReleaseTemplate}
 * repeats its removal.
 */
final class TemplateApplier {

    private final GuardedPatch patch;

    TemplateApplier(GuardedPatch patch) {
        this.patch = patch;
    }

    StepResult apply(Step.OnWorkload step) {
        if (!step.workload().kind().equals("Deployment")) {
            throw new IllegalArgumentException("Only templates of Deployments are labelled, not of " + step.workload());
        }
        return switch (step) {
            case Step.LabelTemplate label -> write(label, TemplatePatches.label(label));
            case Step.UnlabelTemplate unlabel -> write(unlabel, TemplatePatches.unlabel(unlabel));
            case Step.ReleaseTemplate release -> release(release);
        };
    }

    private StepResult write(Step.OnWorkload step, String body) {
        return switch (patch.send(target(step), PatchType.JSON, body)) {
            case GuardedPatch.Refused<Deployment>(var why) -> why;
            case GuardedPatch.Written<Deployment>(var written) ->
                switch (dropEntry(step, written.getMetadata())) {
                    case StepResult.Done done -> done;
                    case StepResult left ->
                        new StepResult.Done(written.getMetadata().getResourceVersion(), left.message());
                };
        };
    }

    /** The entries are not kept in memory: a patch that changes nothing is answered with the object that has them. */
    private StepResult release(Step.ReleaseTemplate step) {
        return switch (patch.send(
                target(step), PatchType.JSON_MERGE, Patches.nothing(step.uid(), step.resourceVersion()))) {
            case GuardedPatch.Refused<Deployment>(var why) -> why;
            case GuardedPatch.Written<Deployment>(var seen) -> dropEntry(step, seen.getMetadata());
        };
    }

    private StepResult dropEntry(Step.OnWorkload step, ObjectMeta seen) {
        var ours = seen.getManagedFields().stream().anyMatch(entry -> FieldManager.NAME.equals(entry.getManager()));
        if (!ours) {
            return new StepResult.Done(seen.getResourceVersion(), "");
        }
        return switch (patch.send(target(step), PatchType.JSON, Patches.release(seen))) {
            case GuardedPatch.Refused<Deployment>(var why) -> why;
            case GuardedPatch.Written<Deployment>(var released) ->
                new StepResult.Done(released.getMetadata().getResourceVersion(), "");
        };
    }

    private static Deployment target(Step.OnWorkload step) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(step.workload().namespace())
                .withName(step.workload().name())
                .endMetadata()
                .build();
    }
}
