package io.webhookisolation.apply;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepResult;

/**
 * Turns one Step into guarded API calls: each names the UID and resourceVersion that the Step was decided on, so the
 * API server refuses it once the object moved, and leaves no entry of ours in {@code managedFields}.
 */
public final class Applier {

    private final TracelessPatch patch;
    private final TemplateApplier templates;

    public Applier(KubernetesClient client) {
        this.patch = new TracelessPatch(new GuardedPatch(client));
        this.templates = new TemplateApplier(patch);
    }

    public StepResult apply(Step step) {
        return switch (step) {
            case Step.NarrowSelector narrow -> narrow(narrow);
            case Step.RestoreSelector restore -> patch.send(target(restore), PatchType.JSON, Patches.restore(restore));
            case Step.ReleaseFields release -> patch.release(target(release), release.uid(), release.resourceVersion());
            case Step.OnWorkload onWorkload -> templates.apply(onWorkload);
        };
    }

    private StepResult narrow(Step.NarrowSelector step) {
        var present = step.before().entries().keySet().stream()
                .filter(step.add().entries()::containsKey)
                .toList();
        if (step.add().isEmpty() || !present.isEmpty()) {
            throw new IllegalArgumentException("A narrowing of Service " + step.service()
                    + " must add keys and change none; asked for [" + step.add() + "] where it has " + present);
        }
        return patch.send(target(step), PatchType.JSON_MERGE, Patches.narrow(step));
    }

    private static Service target(Step step) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(step.service().namespace())
                .withName(step.service().name())
                .endMetadata()
                .build();
    }
}
