package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.RealOnly;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.ControlPlane;
import org.junit.jupiter.api.Test;

/** Events of the group events.k8s.io. */
@OnControlPlane
class EventTest {

    private static final String NOT_VALIDATED = "no schema, no CEL, no pruning";

    private final Requests requests;
    private final String namespace;

    EventTest(ControlPlane plane, TestNamespace namespace) {
        this.requests = Requests.of(plane.client(), namespace.name());
        this.namespace = namespace.name();
    }

    @Test
    void aSecondEventOfTheSameNameIsRefused() {
        // given
        requests.client().resource(event("lws is broad")).create();

        // when
        var refusal = Requests.refusal(
                () -> requests.client().resource(event("lws is broad")).create());

        // then
        assertThat(refusal.getCode()).isEqualTo(409);
        assertThat(refusal.getStatus().getReason()).isEqualTo("AlreadyExists");
    }

    @Test
    void anEventThatHappensAgainBecomesASeries() {
        // given
        var event = requests.client().resource(event("lws is broad")).create();

        // when
        var series = requests.mergePatch(
                event, "m", "{\"series\":{\"count\":2,\"lastObservedTime\":\"2026-11-23T10:05:00.000000Z\"}}");

        // then
        assertThat(series.getSeries().getCount()).isEqualTo(2);
    }

    @Test
    @RealOnly(because = NOT_VALIDATED)
    void whatAnEventSaysCannotBeChanged() {
        // given
        var event = requests.client().resource(event("lws is broad")).create();

        // when
        var refusal = Requests.refusal(() -> requests.mergePatch(event, "m", "{\"note\":\"lws is narrow\"}"));

        // then
        assertThat(refusal.getCode()).isEqualTo(422);
        assertThat(refusal.getMessage()).contains("field is immutable");
    }

    @Test
    @RealOnly(because = NOT_VALIDATED)
    void aNoteOf1024BytesIsTheLongest() {
        // given
        requests.client().resource(event("x".repeat(1024))).create();

        // when
        var refusal = Requests.refusal(
                () -> requests.client().resource(event("x".repeat(1025))).create());

        // then
        assertThat(refusal.getCode()).isEqualTo(422);
        assertThat(refusal.getMessage()).contains("can have at most 1024 characters");
    }

    @Test
    void aNamespaceThatIsGoingTakesNoEvents() {
        // given
        var going = requests.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace + "-going")
                        .endMetadata()
                        .build());
        going.create();
        var held = requests.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("held")
                        .withNamespace(namespace + "-going")
                        .withFinalizers("test.webhook-isolation.io/guard")
                        .endMetadata()
                        .build())
                .create();
        going.delete();
        await().until(() -> going.get().getStatus().getPhase().equals("Terminating"));
        var event = event("lws is broad");
        event.getMetadata().setNamespace(namespace + "-going");

        // when
        var refusal = Requests.refusal(() -> requests.client().resource(event).create());

        // then
        requests.jsonPatch(held, "m", "[{\"op\":\"remove\",\"path\":\"/metadata/finalizers\"}]");
        assertThat(refusal.getCode()).isEqualTo(403);
        assertThat(refusal.getMessage()).contains("because it is being terminated");
    }

    private Event event(String note) {
        return new EventBuilder()
                .withNewMetadata()
                .withName("lws.overlap-" + note.length())
                .withNamespace(namespace)
                .endMetadata()
                .withEventTime(new MicroTime("2026-11-23T10:00:00.000000Z"))
                .withReportingController("webhook-isolation.io/operator")
                .withReportingInstance("operator-0")
                .withAction("Evaluate")
                .withReason("OverlapDetected")
                .withType("Warning")
                .withNote(note)
                .withNewRegarding()
                .withApiVersion("v1")
                .withKind("Service")
                .withNamespace(namespace)
                .withName("lws")
                .endRegarding()
                .build();
    }
}
