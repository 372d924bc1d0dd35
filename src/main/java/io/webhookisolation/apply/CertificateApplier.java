package io.webhookisolation.apply;

import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.model.CertificateStep;
import io.webhookisolation.model.CertificateStep.EntryBundle;
import io.webhookisolation.model.CertificateStep.RestartWorkload;
import io.webhookisolation.model.CertificateStep.WriteBundles;
import io.webhookisolation.model.CertificateStep.WriteSecret;
import io.webhookisolation.model.StepResult;

/**
 * Turns one step of a rotation into guarded API calls, which leave no entry of ours in {@code managedFields} of objects
 * that others made.
 */
public final class CertificateApplier {

    private static final StepResult NOTHING_TO_WRITE = new StepResult.Done("", "");

    private final TracelessPatch patch;
    private final SecretWrites secrets;

    public CertificateApplier(KubernetesClient client) {
        var writes = new GuardedPatch(client);
        this.patch = new TracelessPatch(writes);
        this.secrets = new SecretWrites(writes);
    }

    public StepResult apply(CertificateStep step) {
        return switch (step) {
            case WriteBundles bundles -> write(bundles);
            case WriteSecret secret -> secrets.apply(secret);
            case RestartWorkload restart -> restart(restart);
        };
    }

    /** An equal bundle is not written: of a CustomResourceDefinition, any write ends all watches of its objects. */
    private StepResult write(WriteBundles step) {
        var changes = step.entries().stream().filter(EntryBundle::changes).toList();
        return changes.isEmpty()
                ? NOTHING_TO_WRITE
                : patch.send(target(step), PatchType.JSON, BundlePatch.of(step, changes));
    }

    /** A Deployment moves while it rolls out, so that our entry may outlast the write; {@code ReleaseTemplate} drops it then. */
    private StepResult restart(RestartWorkload step) {
        var deployment = new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(step.object().namespace())
                .withName(step.object().name())
                .endMetadata()
                .build();
        return patch.send(deployment, PatchType.JSON_MERGE, Patches.restart(step));
    }

    private static HasMetadata target(WriteBundles step) {
        var metadata = named(step);
        return switch (step.kind()) {
            case VALIDATING_WEBHOOK ->
                new ValidatingWebhookConfigurationBuilder()
                        .withMetadata(metadata)
                        .build();
            case MUTATING_WEBHOOK ->
                new MutatingWebhookConfigurationBuilder().withMetadata(metadata).build();
            case CONVERSION_WEBHOOK ->
                new CustomResourceDefinitionBuilder().withMetadata(metadata).build();
            case API_SERVICE -> new APIServiceBuilder().withMetadata(metadata).build();
        };
    }

    private static ObjectMeta named(WriteBundles step) {
        return new ObjectMetaBuilder().withName(step.object().name()).build();
    }
}
