package io.webhookisolation.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.convert.FieldManager;
import io.webhookisolation.model.StepResult;

/**
 * A guarded patch that leaves us no entry in {@code managedFields}.
 *
 * <p>Any write makes us owner of the fields that it names, and then an unchanged server-side apply of their real owner
 * would conflict; so a second patch removes our entry. If only that one fails, the write stands, and a later Step
 * ({@code ReleaseFields}, {@code ReleaseTemplate}) repeats it.
 */
final class TracelessPatch {

    private final GuardedPatch patch;

    TracelessPatch(GuardedPatch patch) {
        this.patch = patch;
    }

    <T extends HasMetadata> StepResult send(T target, PatchType type, String body) {
        return switch (patch.send(target, type, body)) {
            case GuardedPatch.Refused<T>(var why) -> why;
            case GuardedPatch.Written<T>(var written) ->
                switch (dropEntry(target, written)) {
                    case StepResult.Done done -> done;
                    case StepResult left ->
                        new StepResult.Done(written.getMetadata().getResourceVersion(), left.message());
                };
        };
    }

    /** The entries are not kept in memory: a patch that changes nothing is answered with the object that has them. */
    <T extends HasMetadata> StepResult release(T target, String uid, String resourceVersion) {
        return switch (patch.send(target, PatchType.JSON_MERGE, Patches.nothing(uid, resourceVersion))) {
            case GuardedPatch.Refused<T>(var why) -> why;
            case GuardedPatch.Written<T>(var seen) -> dropEntry(target, seen);
        };
    }

    private <T extends HasMetadata> StepResult dropEntry(T target, T seen) {
        var metadata = seen.getMetadata();
        if (metadata.getManagedFields().stream().noneMatch(entry -> FieldManager.NAME.equals(entry.getManager()))) {
            return new StepResult.Done(metadata.getResourceVersion(), "");
        }
        return switch (patch.send(target, PatchType.JSON, Patches.release(metadata))) {
            case GuardedPatch.Refused<T>(var why) -> why;
            case GuardedPatch.Written<T>(var released) ->
                new StepResult.Done(released.getMetadata().getResourceVersion(), "");
        };
    }
}
