package io.webhookisolation.report;

import static io.webhookisolation.report.Certificates.at;
import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.Sample.resource;
import static io.webhookisolation.report.ServicePlans.isolated;
import static io.webhookisolation.report.ServicePlans.overlapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.model.RotationPhase;
import io.webhookisolation.model.SelectorState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReporterTest {

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final KubernetesClient client = plane.clientAs("operator");
    private final Sample sample = evaluation().with(overlapping("lws", SelectorState.AUDIT_MODE));

    @AfterEach
    void stop() {
        client.close();
        plane.close();
    }

    @Test
    void aLeaderWritesStatusAndEvents() {
        // when
        reporter(true).evaluated(resource("5", StatusReport.NONE), sample.build());

        // then
        assertThat(written()).contains("webhookisolationpolicies.webhook-isolation.io/status", "events.events.k8s.io");
    }

    @Test
    void whoDoesNotLeadWritesNeither() {
        // given
        var reporter = reporter(false);

        // when
        var news = reporter.evaluated(resource("5", StatusReport.NONE), sample.build());
        reporter.progressing(resource("5", StatusReport.NONE), List.of(), NOON);
        reporter.invalid(resource("5", StatusReport.NONE), "spec is missing", NOON);

        // then
        assertThat(news).isEqualTo(Told.NOTHING_NEW);
        assertThat(written()).isEmpty();
    }

    @Test
    void aPolicyThatGoesTellsOnlyOfWhatItLeavesBehind() {
        // given
        var plain = evaluation().with(isolated("a")).status();
        var issuing = evaluation()
                .with(isolated("a"))
                .with(at("a", RotationPhase.STEADY))
                .status();

        // when
        reporter(true).retained(resource("5", plain), NOON);
        reporter(false).retained(resource("5", issuing), NOON);
        assertThat(written()).isEmpty();
        reporter(true).retained(resource("5", issuing), NOON);

        // then
        assertThat(written()).containsExactly("events.events.k8s.io");
    }

    private Reporter reporter(boolean leads) {
        return new Reporter(
                client, (namespace, name) -> Optional.empty(), new SimpleMeterRegistry(), () -> leads, "operator-0");
    }

    private Stream<String> written() {
        return plane.proxy("operator").calls().stream().map(call -> call.resource());
    }
}
