package io.webhookisolation.apply;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.convert.FieldManager;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepResult;

/**
 * Turns one Step into guarded API calls: each names the UID and resourceVersion that the Step was decided on, so the
 * API server refuses it once the Service moved.
 *
 * <p>Any write makes us owner of {@code f:selector} in {@code managedFields}, and then an unchanged server-side apply of
 * the Service's real owner would conflict; so a second patch removes our entry. If only that one fails, the write
 * stands, and a later Step {@link Step.ReleaseFields} repeats it.
 */
public final class Applier {

    private final GuardedPatch patch;
    private final TemplateApplier templates;

    public Applier(KubernetesClient client) {
        this.patch = new GuardedPatch(client);
        this.templates = new TemplateApplier(patch);
    }

    public StepResult apply(Step step) {
        return switch (step) {
            case Step.NarrowSelector narrow -> narrow(narrow);
            case Step.RestoreSelector restore -> write(restore, PatchType.JSON, Patches.restore(restore));
            case Step.ReleaseFields release -> release(release);
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
        return write(step, PatchType.JSON_MERGE, Patches.narrow(step));
    }

    private StepResult write(Step step, PatchType type, String body) {
        return switch (patch.send(target(step), type, body)) {
            case GuardedPatch.Refused<Service>(var why) -> why;
            case GuardedPatch.Written<Service>(var service) -> withoutTrace(service.getMetadata());
        };
    }

    private StepResult withoutTrace(ObjectMeta written) {
        return switch (dropEntry(written)) {
            case StepResult.Done done -> done;
            case StepResult left -> new StepResult.Done(written.getResourceVersion(), left.message());
        };
    }

    /** The entries are not kept in memory: a patch that changes nothing is answered with the object that has them. */
    private StepResult release(Step.ReleaseFields step) {
        return switch (patch.send(
                target(step), PatchType.JSON_MERGE, Patches.nothing(step.uid(), step.resourceVersion()))) {
            case GuardedPatch.Refused<Service>(var why) -> why;
            case GuardedPatch.Written<Service>(var service) -> dropEntry(service.getMetadata());
        };
    }

    private StepResult dropEntry(ObjectMeta service) {
        var ours = service.getManagedFields().stream().anyMatch(entry -> FieldManager.NAME.equals(entry.getManager()));
        if (!ours) {
            return new StepResult.Done(service.getResourceVersion(), "");
        }
        return switch (patch.send(target(service), PatchType.JSON, Patches.release(service))) {
            case GuardedPatch.Refused<Service>(var why) -> why;
            case GuardedPatch.Written<Service>(var released) ->
                new StepResult.Done(released.getMetadata().getResourceVersion(), "");
        };
    }

    private static Service target(Step step) {
        return target(step.service().namespace(), step.service().name());
    }

    private static Service target(ObjectMeta service) {
        return target(service.getNamespace(), service.getName());
    }

    private static Service target(String namespace, String name) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .build();
    }
}
