package io.webhookisolation.scenario;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.webhookisolation.api.v1alpha1.CertificatesSpec;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import org.awaitility.core.ConditionTimeoutException;

/** The operator itself: it adopts what is there, and then rotates each time that somebody changes {@code rotate}. */
final class OperatorRotation implements Rotation {

    private static final String POLICY = "webhooks";

    private final RotationStage stage;
    private final RunningOperator operator;
    private int generation;

    OperatorRotation(RotationStage stage) {
        this.stage = stage;
        stage.sites().all().forEach(RotatedSite::disown);
        RotatedSite.disown(stage.plane().client(), stage.webhook().manifests().secret());
        var account = stage.plane().operatorIn(namespace());
        account.allowRotating();
        operator = RunningOperator.rotating(
                account.client(),
                stage.plane().dialer(),
                namespace(),
                CutWaits.around(stage.cell().trustDwell()));
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

    private String status() {
        return Serialization.asYaml(
                stage.plane().client().resource(policy()).get().getStatus());
    }

    private String namespace() {
        return stage.webhook().namespace();
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
