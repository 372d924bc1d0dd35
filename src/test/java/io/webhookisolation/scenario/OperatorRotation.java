package io.webhookisolation.scenario;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.api.v1alpha1.CertificatesSpec;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.certificate.Timing.Waits;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;

/** The operator itself: it adopts what is there, and then rotates each time that somebody changes {@code rotate}. */
final class OperatorRotation implements Rotation {

    private static final String POLICY = "webhooks";

    private final RotationStage stage;
    private final RunningOperator operator;
    private int generation;

    OperatorRotation(RotationStage stage) {
        this.stage = stage;
        disown(stage.webhook().manifests().configuration());
        disown(stage.webhook().manifests().secret());
        var account = stage.plane().operatorIn(namespace());
        account.allowRotating();
        operator = RunningOperator.rotating(account.client(), stage.plane().dialer(), namespace(), waits(stage.cell()));
    }

    @Override
    public void rotate(RotationStage sameStage) {
        generation++;
        stage.plane().client().resource(policy()).serverSideApply();
        try {
            stage.awaitRotatedTo(generation);
        } catch (ConditionTimeoutException tooLate) {
            throw new AssertionError("what the operator says: " + status(), tooLate);
        }
    }

    /** This test made them, and a program that nobody knows would be taken for one that writes them again. */
    private void disown(HasMetadata object) {
        stage.plane()
                .client()
                .resource(object)
                .patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\": \"replace\", \"path\": \"/metadata/managedFields\", \"value\": [{}]}]");
    }

    private String status() {
        return Serialization.asYaml(
                stage.plane().client().resource(policy()).get().getStatus());
    }

    private String namespace() {
        return stage.webhook().namespace();
    }

    /** As in a cluster, but for what the cell scales, and the hour between two forced rotations. */
    private static Waits waits(RotationCell cell) {
        var usual = Waits.DEFAULT;
        return new Waits(
                cell.trustDwell(),
                cell.trustDwell().multipliedBy(2),
                usual.foresight(),
                usual.evidence(),
                cell.trustDwell().multipliedBy(3),
                Duration.ZERO);
    }

    private WebhookIsolationPolicy policy() {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace(namespace());
        policy.getMetadata().setName(POLICY);
        var certificates = new CertificatesSpec(
                SelectorsSpec.Mode.Enforce, null, null, null, null, "rotation-" + generation, null);
        policy.setSpec(new PolicySpec(null, null, certificates, null, null));
        return policy;
    }

    @Override
    public void close() {
        operator.close();
    }
}
