package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.EmbeddedApiServer;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.model.ServiceClass;
import io.webhookisolation.scenario.OperatorAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventWriterTest {

    private final EmbeddedApiServer server = EmbeddedApiServer.start("operators");
    private final OperatorAccount operator = server.account("operator");
    private final KubernetesClient client = operator.client();
    private final List<String> counted = new ArrayList<>();
    private final EventWriter writer = new EventWriter(
            client, (resource, operation, result) -> counted.add(resource + " " + operation + " " + result));

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void anEventThatIsForbiddenIsCountedAndForgotten() {
        // given
        operator.deny("create", "events.k8s.io", "events");

        // when
        writer.write(List.of(event("a")));

        // then
        assertThat(counted).containsExactly("events write denied");
    }

    @Test
    void sendsWhatEventsV1Requires() {
        // given
        var event = event("a");

        // when
        writer.write(List.of(event));

        // then
        var call = calls().getFirst();
        assertThat(call)
                .extracting(Call::verb, Call::resource, Call::namespace)
                .containsExactly("create", "events.events.k8s.io", "operators");
        assertThat(call.body())
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
    void whatHappensAgainContinuesAsASeries() {
        // given
        var event = event("a");
        server.client().resource(event).create();

        // when
        writer.write(List.of(event));
        writer.write(List.of(event));

        // then
        assertThat(calls())
                .extracting(Call::verb, Call::name, Call::code)
                .containsExactly(
                        tuple("create", "", 409),
                        tuple("patch", event.getMetadata().getName(), 200),
                        tuple("patch", event.getMetadata().getName(), 200));
        assertThat(calls().get(1).body())
                .isEqualTo("{\"series\":{\"count\":2,\"lastObservedTime\":\"2026-11-23T12:00:00.000000Z\"}}");
        assertThat(calls().get(2).body()).contains("\"count\":2");
        assertThat(counted).containsExactly("events patch ok", "events patch ok");
    }

    @Test
    void aSeriesWhoseEventExpiredBeginsAnew() {
        // given: it was there a moment ago
        operator.proxy().faults().next(Call::isWrite, Faults.conflict());

        // when
        writer.write(List.of(event("a")));

        // then
        assertThat(calls())
                .extracting(Call::verb, Call::code)
                .containsExactly(tuple("create", 409), tuple("patch", 404), tuple("create", 201));
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
                ServicePlans.verdict(service, ServiceClass.EFFECTIVE_OVERLAP),
                note,
                Optional.empty());
    }

    private List<Call> calls() {
        return operator.proxy().calls();
    }
}
