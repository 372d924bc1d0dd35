package io.webhookisolation.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.apply.Applier;
import io.webhookisolation.apply.Finalizers;
import io.webhookisolation.model.Mode;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepResult;

/** Writes to the cluster, but not to Services if the operator's ceiling is Audit: then it has no right to. */
record GuardedWriting(Applier applier, Finalizers finalizers, Mode ceiling) implements Writing {

    private static final StepResult OVER_THE_CEILING =
            new StepResult.Forbidden("patch", "services", "the operator runs with --mode-ceiling=audit");

    static GuardedWriting of(KubernetesClient client, Mode ceiling) {
        return new GuardedWriting(new Applier(client), new Finalizers(client), ceiling);
    }

    @Override
    public StepResult apply(Step step) {
        return ceiling == Mode.AUDIT ? OVER_THE_CEILING : applier.apply(step);
    }

    @Override
    public StepResult addFinalizer(WebhookIsolationPolicy policy) {
        return finalizers.add(policy);
    }

    @Override
    public StepResult removeFinalizer(WebhookIsolationPolicy policy) {
        return finalizers.remove(policy);
    }
}
