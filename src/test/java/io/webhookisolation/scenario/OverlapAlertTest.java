package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.real.WithPrometheus;
import io.webhookisolation.monitoring.AlertReceiver.Told;
import io.webhookisolation.monitoring.MonitoringStack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the clash of two components to the phone of whoever is on call, and back. */
@OnControlPlane
@WithPrometheus
class OverlapAlertTest {

    private static final Duration PROMISED = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PER_POLL = Duration.ofMillis(500);

    private final ControlPlane plane;
    private final String namespace;
    private final AtomicReference<Duration> skipped = new AtomicReference<>(Duration.ZERO);

    @TempDir
    private Path folder;

    OverlapAlertTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
    }

    /** The shipped rules wait for minutes; here they wait for 15 s. */
    @Test
    void whoever_is_on_call_is_told_within_90_s_and_told_again_when_it_is_repaired() throws Exception {
        var client = plane.operatorIn(namespace).client();
        try (var operator = RunningOperator.start(
                        client, plane.dialer(), namespace, () -> Instant.now().plus(skipped.get()));
                var stack = MonitoringStack.start("15s", operator.metricsAddress(), folder)) {
            // given
            plane.client().resource(policy(Mode.Audit)).create();

            // when
            var clash = System.nanoTime();
            Installation.of(plane.client(), Component.scaffolded("lws"), namespace);
            Installation.of(plane.client(), Component.scaffolded("kueue"), namespace);
            await().atMost(PROMISED).until(() -> told(stack, "firing").size() == 2);

            // then
            System.out.printf(
                    "Told after %d s.%n",
                    Duration.ofNanos(System.nanoTime() - clash).toSeconds());
            assertThat(told(stack, "firing"))
                    .extracting(told -> told.labels().get("service"))
                    .containsExactlyInAnyOrder("lws-webhook-service", "kueue-webhook-service");
            assertThat(told(stack, "firing"))
                    .allSatisfy(told ->
                            assertThat(told.annotations().get("runbook_url")).endsWith("/WebhookServiceOverlap.md"));
            assertThat(told(stack, "resolved")).isEmpty();

            // when
            plane.client()
                    .resource(policy(Mode.Enforce))
                    .fieldManager("somebody")
                    .forceConflicts()
                    .serverSideApply();
            await().atMost(PROMISED).pollInterval(POLL).until(() -> {
                skipped.updateAndGet(already -> already.plus(PER_POLL));
                return told(stack, "resolved").size() == 2;
            });

            // then
            assertThat(stack.receiver().told())
                    .extracting(told -> told.labels().get("alertname"))
                    .containsOnly("WebhookServiceOverlap");
        }
    }

    private List<Told> told(MonitoringStack stack, String status) {
        return stack.receiver().told().stream()
                .filter(told -> told.status().equals(status))
                .filter(told -> "WebhookServiceOverlap".equals(told.labels().get("alertname")))
                .filter(told -> namespace.equals(told.labels().get("namespace")))
                .toList();
    }

    private WebhookIsolationPolicy policy(Mode mode) {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace(namespace);
        policy.getMetadata().setName("webhooks");
        policy.setSpec(new PolicySpec(null, new SelectorsSpec(mode, null, null, null, null, null), null, null));
        return policy;
    }
}
