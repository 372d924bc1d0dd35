package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webhookisolation.api.v1alpha1.PolicySpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.RealOnly;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.real.WithPrometheus;
import io.webhookisolation.monitoring.AlertReceiver.Told;
import io.webhookisolation.monitoring.MonitoringStack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the clash of two components to the phone of whoever is on call, by the shipped rules, which wait for seconds here. */
@OnControlPlane
@WithPrometheus
class OnCallTest {

    private static final Duration PROMISED = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PER_POLL = Duration.ofMillis(500);

    private final ControlPlane plane;
    private final String namespace;
    private final AtomicReference<Duration> skipped = new AtomicReference<>(Duration.ZERO);
    private final RunningOperator operator;

    @TempDir
    private Path folder;

    OnCallTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.namespace = namespace.name();
        operator = RunningOperator.start(
                plane.operatorIn(this.namespace).client(),
                plane.dialer(),
                this.namespace,
                () -> Instant.now().plus(skipped.get()));
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void an_overlap_is_told_of_within_90_s_and_so_is_its_repair() throws Exception {
        try (var stack = MonitoringStack.start("15s", folder, MonitoringStack.operator(operator.metricsAddress()))) {
            // given
            plane.client().resource(policy(Mode.Audit)).create();

            // when
            var clash = System.nanoTime();
            install("lws");
            install("kueue");
            await().atMost(PROMISED).until(() -> overlaps(stack, "firing").size() == 2);

            // then
            System.out.printf(
                    "Told after %d s.%n",
                    Duration.ofNanos(System.nanoTime() - clash).toSeconds());
            assertThat(overlaps(stack, "firing"))
                    .extracting(told -> told.labels().get("service"))
                    .containsExactlyInAnyOrder("lws-webhook-service", "kueue-webhook-service");
            assertThat(overlaps(stack, "firing")).allSatisfy(told -> {
                assertThat(told.labels()).containsEntry("namespace", namespace);
                assertThat(told.annotations().get("runbook_url")).endsWith("/WebhookServiceOverlap.md");
            });
            assertThat(overlaps(stack, "resolved")).isEmpty();

            // when
            plane.client()
                    .resource(policy(Mode.Enforce))
                    .fieldManager("somebody")
                    .forceConflicts()
                    .serverSideApply();
            await().atMost(PROMISED).pollInterval(POLL).until(() -> {
                skipped.updateAndGet(already -> already.plus(PER_POLL));
                return overlaps(stack, "resolved").size() == 2;
            });

            // then
            assertThat(stack.receiver().told())
                    .extracting(told -> told.labels().get("alertname"))
                    .containsOnly("WebhookServiceOverlap");
        }
    }

    @Test
    @RealOnly(because = "no metrics")
    void calls_that_fail_are_told_of_by_what_the_API_server_itself_counts() throws Exception {
        var lws = install("lws");
        var kueue = install("kueue");
        var jobs = new String[] {
            MonitoringStack.operator(operator.metricsAddress()),
            MonitoringStack.apiServer(plane.client().getConfiguration())
        };
        try (var stack = MonitoringStack.start("5s", folder, jobs)) {
            // given
            plane.client().resource(policy(Mode.Audit)).create();
            lws.awaitEndpoints(2);

            // when
            try (var _ = SteadyCalls.through(lws, kueue)) {
                await().atMost(PROMISED)
                        .until(() ->
                                told(stack, "WebhookCallsFailing", "firing").size() == 2);
            }

            // then
            assertThat(told(stack, "WebhookCallsFailing", "firing"))
                    .extracting(Told::labels)
                    .anySatisfy(labels -> assertThat(labels)
                            .containsEntry("webhook_name", lws.component().entry())
                            .containsEntry("configuration", lws.component().configuration(namespace))
                            .containsEntry("kind", "ValidatingWebhookConfiguration")
                            .containsEntry("namespace", namespace)
                            .containsEntry("service", lws.component().service())
                            .containsEntry("severity", "critical"));
        }
    }

    private Installation install(String name) {
        return Installation.of(plane.client(), Component.scaffolded(name), namespace);
    }

    private static List<Told> overlaps(MonitoringStack stack, String status) {
        return told(stack, "WebhookServiceOverlap", status);
    }

    private static List<Told> told(MonitoringStack stack, String alert, String status) {
        return stack.receiver().told().stream()
                .filter(told -> told.status().equals(status))
                .filter(told -> alert.equals(told.labels().get("alertname")))
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
