package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.webhookisolation.model.ServiceClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventWriterTest {

    private static final String EVENTS = "/apis/events.k8s.io/v1/namespaces/operators/events";

    private final KubernetesMockServer server = new KubernetesMockServer(false);
    private final KubernetesClient client;
    private final List<String> counted = new ArrayList<>();
    private final EventWriter writer;

    EventWriterTest() {
        server.init();
        client = server.createClient();
        writer = new EventWriter(
                client, (resource, operation, result) -> counted.add(resource + " " + operation + " " + result));
    }

    @AfterEach
    void stop() {
        client.close();
        server.destroy();
    }

    @Test
    void anEventThatIsForbiddenIsCountedAndForgotten() {
        // given
        server.expect().post().withPath(EVENTS).andReturn(403, failure(403)).once();

        // when
        writer.write(List.of(event("a")));

        // then
        assertThat(counted).containsExactly("events write denied");
    }

    @Test
    void sendsWhatEventsV1Requires() throws InterruptedException {
        // given
        var event = event("a");
        server.expect().post().withPath(EVENTS).andReturn(201, event).once();

        // when
        writer.write(List.of(event));

        // then
        assertThat(body())
                .contains("\"eventTime\":\"2026-11-23T12:00:00.000000Z\"")
                .contains("\"reportingController\":\"webhook-isolation.io/operator\"")
                .contains("\"reportingInstance\":\"pod-1\"")
                .contains("\"action\":\"Evaluate\"")
                .contains("\"type\":\"Warning\"")
                .contains("\"reason\":\"OverlapDetected\"")
                .contains("\"name\":\"" + event.getMetadata().getName() + "\"");
        assertThat(counted).containsExactly("events create ok");
    }

    @Test
    void whatHappensAgainContinuesAsASeries() throws InterruptedException {
        // given
        var event = event("a");
        var path = EVENTS + "/" + event.getMetadata().getName();
        server.expect().post().withPath(EVENTS).andReturn(409, failure(409)).once();
        server.expect().patch().withPath(path).andReturn(200, event).times(2);

        // when
        writer.write(List.of(event));
        writer.write(List.of(event));

        // then
        body();
        assertThat(body()).isEqualTo("{\"series\":{\"count\":2,\"lastObservedTime\":\"2026-11-23T12:00:00.000000Z\"}}");
        assertThat(body()).contains("\"count\":2");
        assertThat(counted).containsExactly("events patch ok", "events patch ok");
    }

    @Test
    void aSeriesWhoseEventExpiredBeginsAnew() {
        // given
        var event = event("a");
        var path = EVENTS + "/" + event.getMetadata().getName();
        server.expect().post().withPath(EVENTS).andReturn(409, failure(409)).once();
        server.expect().patch().withPath(path).andReturn(404, failure(404)).once();
        server.expect().post().withPath(EVENTS).andReturn(201, event).once();

        // when
        writer.write(List.of(event));

        // then
        assertThat(counted).containsExactly("events create ok");
    }

    @Test
    void namesFollowFromObjectReasonAndNote() {
        // given
        var other = new Events("pod-2")
                .of(resource("1", StatusReport.NONE), List.of(notice("b", "another note")), NOON.plusSeconds(9))
                .getFirst();

        // when
        var name = event("a").getMetadata().getName();

        // then
        assertThat(name)
                .matches("a\\.[0-9a-f]{16}")
                .isEqualTo(event("a").getMetadata().getName());
        assertThat(other.getMetadata().getName()).doesNotEndWith(name.substring(2));
    }

    @Test
    void onThePolicyOneEventPerReasonNamesThreeServices() {
        // given
        var notices = List.of(notice("a", "a"), notice("b", "b"), notice("c", "c"), notice("d", "d"));

        // when
        var events = new Events("pod-1").of(resource("1", StatusReport.NONE), notices, NOON);

        // then
        assertThat(events)
                .extracting(event -> event.getRegarding().getKind() + ": " + event.getNote())
                .containsExactly(
                        "Service: a",
                        "Service: b",
                        "Service: c",
                        "Service: d",
                        "WebhookIsolationPolicy: a; b; c; and 1 more");
    }

    private static Event event(String service) {
        return new Events("pod-1")
                .of(resource("1", StatusReport.NONE), List.of(notice(service, service + " overlaps")), NOON)
                .getFirst();
    }

    private static Notice notice(String service, String note) {
        return new Notice(
                EventReason.OVERLAP_DETECTED,
                Sample.verdict(service, ServiceClass.EFFECTIVE_OVERLAP),
                note,
                Optional.empty());
    }

    private String body() throws InterruptedException {
        var request = server.takeRequest(5, TimeUnit.SECONDS);
        assertThat(request).as("a further request").isNotNull();
        return request.getUtf8Body();
    }

    private static Object failure(int code) {
        return new StatusBuilder()
                .withStatus("Failure")
                .withCode(code)
                .withMessage("no")
                .build();
    }
}
