package io.webhookisolation.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.model.ServiceReference;
import io.webhookisolation.model.Snapshot;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyReconcilerTest {

    private final Recorder recorder = new Recorder();

    @Test
    void wrapsAnErrorSinceTheFrameworkWouldNeverCallAgainAfterOne() {
        // given
        var reconciler = reconciler(failing(() -> {
            throw new StackOverflowError("deep");
        }));

        // when, then
        assertThatThrownBy(() -> reconciler.reconcile(policy(), context(false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("operators/webhooks")
                .hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void comesBackLaterWhenTheApiServerFails() {
        // given
        var reconciler = reconciler(failing(() -> {
            throw new KubernetesClientException("unavailable");
        }));

        // when
        var first = reconciler.reconcile(policy(), context(false));
        var second = reconciler.reconcile(policy(), context(false));

        // then
        assertThat(first.getScheduleDelay()).contains(5_000L);
        assertThat(second.getScheduleDelay()).contains(10_000L);
        assertThat(first.isNoUpdate()).isTrue();
    }

    @Test
    void lettingGoOfADeletedPolicyNeverFails() {
        // given
        var reconciler = reconciler(failing(() -> {
            throw new IllegalStateException("nobody should look");
        }));

        // when
        var control = reconciler.reconcile(policy(), context(true));

        // then
        assertThat(recorder.log)
                .containsExactly("retained certificates of webhooks", "gone operators/webhooks", "probe 0 targets");
        assertThat(control.getScheduleDelay()).isEmpty();
    }

    @Test
    void asksForNoFinalizerUnderACeilingOfAudit() {
        // given
        var policy = policy();
        policy.setSpec(new PolicySpec(null, null, PolicySpec.OnDelete.Revert, null));
        var reconciler = reconciler(recorder, Ceiling.AUDIT);

        // when
        reconciler.reconcile(policy, context(false));

        // then
        assertThat(recorder.log).contains("report").doesNotContain("add finalizer");
    }

    private PolicyReconciler reconciler(World world) {
        return reconciler(world, Ceiling.NARROW);
    }

    private PolicyReconciler reconciler(World world, Ceiling ceiling) {
        var detections = new Detections();
        var clock = InstantSource.fixed(FoundingCase.NOW);
        var appraisal = new Appraisal(world, recorder, recorder, new AuditedOnly(), recorder, recorder);
        var cycle = new PolicyCycle(appraisal, new Finalizing(recorder, recorder), recorder, detections, clock);
        return new PolicyReconciler(cycle, ceiling, new NamespaceChanges(), detections, clock);
    }

    private static World failing(Supplier<Snapshot> failure) {
        return new World() {
            @Override
            public Snapshot snapshot(String namespace) {
                return failure.get();
            }

            @Override
            public Snapshot withSecrets(Snapshot snapshot, String namespace, Collection<String> secrets) {
                return snapshot;
            }

            @Override
            public Snapshot withUsers(Snapshot snapshot, Collection<ServiceReference> services) {
                return snapshot;
            }

            @Override
            public Snapshot withPodSelectors(Snapshot snapshot, String namespace) {
                return snapshot;
            }
        };
    }

    private static WebhookIsolationPolicy policy() {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace("operators");
        policy.getMetadata().setName("webhooks");
        policy.getMetadata().setUid("u-policy");
        policy.getMetadata().setResourceVersion("5");
        policy.getMetadata().setGeneration(1L);
        policy.setSpec(new PolicySpec(null, null, null, null));
        return policy;
    }

    /** Knows one policy, and nothing but what a reconcile may ask. */
    @SuppressWarnings("unchecked") // The proxy implements this very interface, whatever its type argument.
    private static Context<WebhookIsolationPolicy> context(boolean deleted) {
        var cache = stub(IndexedResourceCache.class, List.of(policy()));
        return (Context<WebhookIsolationPolicy>) stub(Context.class, deleted, cache);
    }

    /** Answers each call with the one value that has the right type. */
    private static Object stub(Class<?> type, Object... answers) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            var wanted = method.getReturnType() == boolean.class ? Boolean.class : method.getReturnType();
            return Stream.of(answers)
                    .filter(wanted::isInstance)
                    .findFirst()
                    .orElseThrow(() -> new UnsupportedOperationException(method.toString()));
        });
    }
}
