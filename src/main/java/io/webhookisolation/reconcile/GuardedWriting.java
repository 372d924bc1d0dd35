package io.webhookisolation.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.apply.Applier;
import io.webhookisolation.apply.CertificateApplier;
import io.webhookisolation.apply.Finalizers;
import io.webhookisolation.model.CertificateStep;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepResult;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Writes to the cluster while this process leads, and not to Services or workloads if the operator's ceiling is below
 * Narrow: then it has no right to.
 */
record GuardedWriting(
        Applier applier, CertificateApplier certificates, Finalizers finalizers, Ceiling ceiling, BooleanSupplier leads)
        implements Writing {

    private static final StepResult NO_LEADER = new StepResult.Withheld("this process leads no more");

    static GuardedWriting of(KubernetesClient client, Ceiling ceiling, BooleanSupplier leads) {
        return new GuardedWriting(
                new Applier(client), new CertificateApplier(client), new Finalizers(client), ceiling, leads);
    }

    @Override
    public StepResult apply(Step step) {
        return asLeader(() -> ceiling.compareTo(Ceiling.NARROW) < 0 ? overTheCeiling(step) : applier.apply(step));
    }

    /** No policy enforces certificates below the ceiling that allows it, so this is the second lock. */
    StepResult apply(CertificateStep step) {
        return asLeader(() -> ceiling == Ceiling.ROTATE
                ? certificates.apply(step)
                : new StepResult.Forbidden(
                        "patch", step.object().kind(), "the operator runs with --mode-ceiling=" + ceiling));
    }

    @Override
    public StepResult addFinalizer(WebhookIsolationPolicy policy) {
        return asLeader(() -> finalizers.add(policy));
    }

    @Override
    public StepResult removeFinalizer(WebhookIsolationPolicy policy) {
        return asLeader(() -> finalizers.remove(policy));
    }

    private StepResult asLeader(Supplier<StepResult> write) {
        return leads.getAsBoolean() ? write.get() : NO_LEADER;
    }

    private static StepResult overTheCeiling(Step step) {
        return new StepResult.Forbidden(
                "patch",
                step instanceof Step.OnWorkload ? "deployments" : "services",
                "the operator runs with --mode-ceiling=audit");
    }
}
