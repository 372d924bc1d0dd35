package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.webhookisolation.api.v1alpha1.CertificatesSpec;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.trust.Consent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A component is installed whose manifests expect somebody to bring the certificate, and nobody does. */
@OnControlPlane
class FirstInstallationTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String POLICY = "webhooks";

    private final ControlPlane plane;
    private final String namespace;

    FirstInstallationTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
    }

    @Test
    void podsThatWaitForTheirSecretAreGivenItAndTheCallSiteThatAgreesTrustsIt() {
        // given
        var webhook = Installation.of(
                plane.client(), Component.scaffolded("first"), namespace, object -> !(object instanceof Secret));
        agree(webhook.manifests().configuration());
        assertThat(webhook.call(3).errors()).hasSize(3);
        var account = plane.operatorIn(namespace);
        account.allowRotating();

        // when
        try (var operator = RunningOperator.rotating(
                account.client(), plane.dialer(), namespace, CutWaits.around(Duration.ofSeconds(2)))) {
            plane.client().resource(policy()).serverSideApply();

            // then
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(phase()).startsWith("Steady"));
            webhook.awaitReady();
            assertThat(webhook.call(10).errors()).isEmpty();
        }
    }

    private String phase() {
        return Stream.ofNullable(plane.client().resource(policy()).get().getStatus())
                .flatMap(status -> Stream.ofNullable(status.services()))
                .flatMap(List::stream)
                .flatMap(service -> Stream.ofNullable(service.certificate()))
                .map(certificate -> certificate.phase() + ": " + certificate.message())
                .findFirst()
                .orElse("not told yet");
    }

    /** Without a bundle, as manifests are that count on an injector. */
    private void agree(ValidatingWebhookConfiguration configuration) {
        plane.client().resource(configuration).edit(live -> {
            live.getMetadata().setAnnotations(Map.of(Consent.ANNOTATION, namespace + "/" + POLICY));
            live.getWebhooks().getFirst().getClientConfig().setCaBundle(null);
            return live;
        });
        Disowned.by(plane.client(), configuration);
    }

    private WebhookIsolationPolicy policy() {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace(namespace);
        policy.getMetadata().setName(POLICY);
        var certificates = new CertificatesSpec(SelectorsSpec.Mode.Enforce, null, null, null, null, null, null, null);
        policy.setSpec(new PolicySpec(null, null, certificates, null, null));
        return policy;
    }
}
