package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.webhookisolation.api.v1alpha1.CertificateStatus.NotAfterStatus;
import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.api.v1alpha1.ServiceStatus;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.apply.Finalizers;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.convert.AppliedAnnotation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two components of one scaffold in one namespace: found, repaired and given back by the real control loop. */
@OnControlPlane
class FoundingCaseTest {

    private final FoundingNamespace world;
    private final RunningOperator operator;

    FoundingCaseTest(ControlPlane plane, TestNamespace namespace) {
        world = new FoundingNamespace(plane, namespace.name());
        operator = world.startOperator();
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void anAuditPolicySuggestsAndTouchesNothing() {
        // given
        var before = world.service();

        // when
        world.create(Mode.Audit, OnDelete.Retain);
        world.untilCondition("SelectorsApplied", "False", "AuditMode");

        // then
        assertThat(world.service()).isEqualTo(before);
        assertThat(world.condition("Isolated")).map(Condition::getReason).contains("EffectiveOverlap");
        assertThat(world.condition("Ready")).map(Condition::getStatus).contains("True");
        world.until(() -> operator.metrics()
                .contains("\nwebhook_isolation_service_endpoints{namespace=\"" + world.namespace()
                        + "\",relation=\"foreign\"," + "service=\"lws-webhook-service\"} 1.0"));
    }

    @Test
    void anAuditPolicyTellsWhatIsServedAndWhetherItIsTrusted() {
        // when
        world.create(Mode.Audit, OnDelete.Retain);
        world.untilCondition("CertificatesReady", "True", "AuditMode");

        // then
        assertThat(world.condition("CABundlesTrusted"))
                .map(Condition::getReason)
                .contains("Trusted");
        assertThat(world.row().map(ServiceStatus::certificate)).hasValueSatisfying(certificate -> {
            assertThat(certificate.bundleCertificates()).isEqualTo(1);
            assertThat(certificate.phase()).isNull();
            assertThat(certificate.notAfter())
                    .isNotNull()
                    .extracting(NotAfterStatus::servedMin)
                    .isNotNull();
        });
        world.until(() -> operator.metrics()
                .contains("\nwebhook_isolation_certificate_not_after_timestamp_seconds{namespace=\"" + world.namespace()
                        + "\",role=\"ca\",service=\"lws-webhook-service\"}"));
    }

    @Test
    void anEnforcingPolicyNarrowsTheBroadServiceAndTellsOfIt() {
        // given
        assertThat(world.lws().call(50).failed()).isPositive();

        try (var calls = SteadyCalls.through(world.lws(), world.kueue())) {
            // when
            world.create(Mode.Enforce, OnDelete.Retain);
            world.untilCondition("Isolated", "True", "Isolated");
            world.untilEvents(FoundingNamespace.STORY);

            // then
            assertThat(calls.failedOtherwise()).isEmpty();
        }
        assertThat(world.selector()).isEqualTo(FoundingNamespace.NARROW);
        assertThat(world.service().getMetadata().getAnnotations()).containsKey(AppliedAnnotation.NAME);
        assertThat(world.service().getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getManager)
                .doesNotContain("webhook-isolation");
        assertThat(world.condition("SelectorsApplied"))
                .map(Condition::getReason)
                .contains("Applied");
        assertThat(world.lws().call(50).failed()).isZero();
        assertThat(operator.metrics())
                .contains("\nwebhook_isolation_selector_changes_total{action=\"narrowed\"} 1.0")
                .contains("\nwebhook_isolation_service_isolated{namespace=\"" + world.namespace()
                        + "\",service=\"lws-webhook-service\"} 1.0");
    }

    @Test
    void deletingAPolicyThatRevertsGivesTheSelectorBack() {
        // given
        world.create(Mode.Enforce, OnDelete.Revert);
        world.untilCondition("Isolated", "True", "Isolated");
        assertThat(world.policy().map(WebhookIsolationPolicy::getFinalizers))
                .hasValueSatisfying(finalizers -> assertThat(finalizers).containsExactly(Finalizers.REVERT));

        // when
        world.client().resource(world.policy().orElseThrow()).delete();
        world.until(() -> world.policy().isEmpty());

        // then
        assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);
        assertThat(world.service().getMetadata().getAnnotations()).doesNotContainKey(AppliedAnnotation.NAME);
        assertThat(world.service().getMetadata().getManagedFields())
                .extracting(ManagedFieldsEntry::getManager)
                .doesNotContain("webhook-isolation");
        assertThat(world.events())
                .filteredOn(event -> event.getReason().equals("SelectorRestored"))
                .singleElement()
                .extracting(Event::getNote)
                .asString()
                .endsWith("it matches again: Deployment/kueue-controller-manager");
        world.until(() -> !operator.metrics().contains("policy=\"webhooks\""));
    }
}
