package io.webhookisolation.apply;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepResult;

/**
 * Turns Steps on Pod templates into guarded JSON patches of Deployments, which leave no entry in {@code managedFields}.
 *
 * <p>A Deployment moves while it rolls out, so that the entry may outlast the write; {@link Step.ReleaseTemplate}
 * repeats its removal.
 */
final class TemplateApplier {

    private final TracelessPatch patch;

    TemplateApplier(TracelessPatch patch) {
        this.patch = patch;
    }

    StepResult apply(Step.OnWorkload step) {
        if (!step.workload().kind().equals("Deployment")) {
            throw new IllegalArgumentException("Only templates of Deployments are labelled, not of " + step.workload());
        }
        return switch (step) {
            case Step.LabelTemplate label -> patch.send(target(label), PatchType.JSON, TemplatePatches.label(label));
            case Step.UnlabelTemplate unlabel ->
                patch.send(target(unlabel), PatchType.JSON, TemplatePatches.unlabel(unlabel));
            case Step.ReleaseTemplate release ->
                patch.release(target(release), release.uid(), release.resourceVersion());
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
