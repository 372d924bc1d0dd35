package io.webhookisolation.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.model.StepResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds and removes our finalizer, which a policy has only while its {@code onDelete} is {@code Revert}.
 *
 * <p>Not by server-side apply: an apply to a policy that is gone would create it anew.
 */
public final class Finalizers {

    public static final String REVERT = "webhook-isolation.io/revert";

    private final GuardedPatch patch;

    public Finalizers(KubernetesClient client) {
        this.patch = new GuardedPatch(client);
    }

    public StepResult add(HasMetadata policy) {
        var finalizers = new ArrayList<>(policy.getMetadata().getFinalizers());
        finalizers.add(REVERT);
        return write(policy, finalizers);
    }

    public StepResult remove(HasMetadata policy) {
        var finalizers = new ArrayList<>(policy.getMetadata().getFinalizers());
        finalizers.remove(REVERT);
        return write(policy, finalizers);
    }

    private StepResult write(HasMetadata policy, List<String> finalizers) {
        var metadata = policy.getMetadata();
        var body = Patches.finalizers(metadata.getUid(), metadata.getResourceVersion(), finalizers);
        return switch (patch.send(policy, PatchType.JSON_MERGE, body)) {
            case GuardedPatch.Refused<HasMetadata>(var why) -> why;
            case GuardedPatch.Written<HasMetadata>(var written) ->
                new StepResult.Done(written.getMetadata().getResourceVersion(), "");
        };
    }
}
