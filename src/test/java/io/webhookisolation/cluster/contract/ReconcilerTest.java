package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.ControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A JOSDK controller on this control plane: status by server-side apply, finalizer, generation filter. */
@OnControlPlane
class ReconcilerTest {

    @ControllerConfiguration(name = "counting", finalizerName = "test.webhook-isolation.io/counting")
    private static final class Counting implements Reconciler<WebhookIsolationPolicy>, Cleaner<WebhookIsolationPolicy> {

        private final AtomicInteger reconciled = new AtomicInteger();
        private final AtomicInteger cleaned = new AtomicInteger();

        @Override
        public UpdateControl<WebhookIsolationPolicy> reconcile(
                WebhookIsolationPolicy policy, Context<WebhookIsolationPolicy> context) {
            reconciled.incrementAndGet();
            var status =
                    new PolicyStatus(policy.getMetadata().getGeneration(), List.of(ready(policy)), null, null, null);
            return UpdateControl.patchStatus(named(policy, status));
        }

        @Override
        public DeleteControl cleanup(WebhookIsolationPolicy policy, Context<WebhookIsolationPolicy> context) {
            cleaned.incrementAndGet();
            return DeleteControl.defaultDelete();
        }

        private static WebhookIsolationPolicy named(WebhookIsolationPolicy policy, PolicyStatus status) {
            var fresh = new WebhookIsolationPolicy();
            fresh.getMetadata().setName(policy.getMetadata().getName());
            fresh.getMetadata().setNamespace(policy.getMetadata().getNamespace());
            fresh.setStatus(status);
            return fresh;
        }

        private static Condition ready(WebhookIsolationPolicy policy) {
            return new ConditionBuilder()
                    .withType("Ready")
                    .withStatus("True")
                    .withReason("Evaluated")
                    .withMessage("")
                    .withObservedGeneration(policy.getMetadata().getGeneration())
                    .withLastTransitionTime("2026-11-23T10:00:00Z")
                    .build();
        }
    }

    private final Requests requests;
    private final KubernetesClient client;
    private final String namespace;
    private final Counting counting = new Counting();
    private final Operator operator;

    ReconcilerTest(ControlPlane plane, TestNamespace namespace) {
        this.requests = Requests.of(plane.client(), namespace.name());
        this.client = plane.client();
        this.namespace = namespace.name();
        this.operator = new Operator(overrider -> overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withReconciliationTerminationTimeout(Duration.ofSeconds(1)));
        operator.register(counting, overrider -> overrider.settingNamespace(namespace.name()));
        operator.start();
    }

    @AfterEach
    void stop() {
        operator.stop();
    }

    @Test
    void writesItsStatusByServerSideApply() {
        // when
        var policy = create();

        // then
        await().until(() -> current(policy).getStatus() != null);
        await().untilAsserted(() -> assertThat(current(policy).getStatus().conditions())
                .singleElement()
                .satisfies(condition -> assertThat(condition.getType()).isEqualTo("Ready")));
        assertThat(current(policy).getMetadata().getManagedFields()).anySatisfy(entry -> {
            assertThat(entry.getManager()).isEqualTo("counting");
            assertThat(entry.getOperation()).isEqualTo("Apply");
            assertThat(entry.getSubresource()).isEqualTo("status");
        });
    }

    @Test
    void isNotWokenByItsOwnStatusOrByAnnotations() {
        // given
        var policy = create();
        await().until(() -> current(policy).getStatus() != null);
        var before = counting.reconciled.get();

        // when
        requests.mergePatch(policy, "m", "{\"metadata\":{\"annotations\":{\"x\":\"y\"}}}");
        requests.mergePatch(policy, "m", "{\"spec\":{\"suspend\":true}}");

        // then
        await().untilAsserted(() ->
                assertThat(current(policy).getStatus().observedGeneration()).isEqualTo(2));
        assertThat(counting.reconciled.get()).isEqualTo(before + 1);
    }

    @Test
    void cleansUpBeforeItsObjectGoes() {
        // given
        var policy = create();
        await().until(() -> current(policy).getStatus() != null);
        assertThat(current(policy).getMetadata().getFinalizers()).containsExactly("test.webhook-isolation.io/counting");

        // when
        client.resource(policy).delete();

        // then
        await().until(() -> client.resource(policy).get() == null);
        assertThat(counting.cleaned.get()).isEqualTo(1);
    }

    private WebhookIsolationPolicy create() {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setName("webhooks");
        policy.getMetadata().setNamespace(namespace);
        policy.setSpec(new PolicySpec(null, null, null, false));
        return client.resource(policy).create();
    }

    private WebhookIsolationPolicy current(WebhookIsolationPolicy policy) {
        return client.resource(policy).get();
    }
}
