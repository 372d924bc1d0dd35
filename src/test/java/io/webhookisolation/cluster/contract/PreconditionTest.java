package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.ControlPlane;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnControlPlane
class PreconditionTest {

    private static final String STRANGER = "00000000-0000-0000-0000-000000000000";

    private final Requests requests;
    private final Service service;

    PreconditionTest(ControlPlane plane, TestNamespace namespace) {
        this.requests = Requests.of(plane.client(), namespace.name());
        this.service = requests.createService("lws", Map.of("a", "1"));
    }

    @Test
    void anObjectIsCreatedOnce() {
        // when
        var refusal = Requests.refusal(() -> requests.createService("lws", Map.of("a", "1")));

        // then
        assertThat(refusal.getCode()).isEqualTo(409);
        assertThat(refusal.getStatus().getReason()).isEqualTo("AlreadyExists");
        assertThat(refusal.getStatus().getMessage()).isEqualTo("services \"lws\" already exists");
    }

    @Test
    void aMergePatchFromAnOldVersionIsRefused() {
        // given
        var patch = "{\"metadata\":{\"resourceVersion\":\""
                + service.getMetadata().getResourceVersion() + "\"},\"spec\":{\"selector\":{\"b\":\"2\"}}}";
        requests.mergePatch(service, "somebody", "{\"metadata\":{\"labels\":{\"moved\":\"yes\"}}}");

        // when
        var refusal = Requests.refusal(() -> requests.mergePatch(service, "m", patch));

        // then
        assertThat(refusal.getCode()).isEqualTo(409);
        assertThat(refusal.getStatus().getReason()).isEqualTo("Conflict");
        assertThat(refusal.getStatus().getMessage())
                .isEqualTo(
                        "Operation cannot be fulfilled on services \"lws\": the object has been modified; please apply"
                                + " your changes to the latest version and try again");
    }

    @Test
    void aMergePatchOfAnotherObjectsUidIsRefused() {
        // when
        var refusal = Requests.refusal(
                () -> requests.mergePatch(service, "m", "{\"metadata\":{\"uid\":\"" + STRANGER + "\"}}"));

        // then
        assertThat(refusal.getCode()).isEqualTo(422);
        assertThat(refusal.getStatus().getMessage())
                .isEqualTo("Service \"lws\" is invalid: metadata.uid: Invalid value: \"" + STRANGER
                        + "\": field is immutable");
    }

    @Test
    void aMergePatchOfAnObjectThatWasCreatedAnewIsAConflictOfVersions() {
        // given
        requests.client().resource(service).delete();
        requests.createService("lws", Map.of("a", "1"));

        // when
        var refusal = Requests.refusal(() -> requests.mergePatch(
                service,
                "m",
                "{\"metadata\":{\"uid\":\"" + service.getMetadata().getUid() + "\",\"resourceVersion\":\""
                        + service.getMetadata().getResourceVersion() + "\"}}"));

        // then
        assertThat(refusal.getCode()).isEqualTo(409);
    }

    @Test
    void aPatchOfTheRightUidAndVersionIsDone() {
        // given
        var patch = "{\"metadata\":{\"uid\":\"" + service.getMetadata().getUid() + "\",\"resourceVersion\":\""
                + service.getMetadata().getResourceVersion() + "\"},\"spec\":{\"selector\":{\"b\":\"2\"}}}";

        // when
        var after = requests.mergePatch(service, "m", patch);

        // then
        assertThat(after.getSpec().getSelector()).containsEntry("b", "2");
        assertThat(after.getMetadata().getResourceVersion())
                .isNotEqualTo(service.getMetadata().getResourceVersion());
    }

    @Test
    void anUpdateFromAnOldVersionIsRefused() {
        // given
        requests.mergePatch(service, "somebody", "{\"metadata\":{\"labels\":{\"moved\":\"yes\"}}}");

        // when
        var refusal = Requests.refusal(() -> requests.client().resource(service).update());

        // then
        assertThat(refusal.getCode()).isEqualTo(409);
    }

    @Test
    void aPatchThatChangesNothingKeepsTheVersion() {
        // when
        var after = requests.mergePatch(service, "m", "{\"spec\":{\"selector\":{\"a\":\"1\"}}}");

        // then
        assertThat(after).isEqualTo(service);
        assertThat(after.getMetadata().getManagedFields()).isNotEmpty();
    }

    @Test
    void aLaterVersionIsALargerNumber() {
        // when
        var after = requests.mergePatch(service, "m", "{\"spec\":{\"selector\":{\"c\":\"3\"}}}");

        // then
        assertThat(Long.parseLong(after.getMetadata().getResourceVersion()))
                .isGreaterThan(Long.parseLong(service.getMetadata().getResourceVersion()));
    }

    @Test
    void aDeletionOfAnOldVersionIsRefused() {
        // given
        requests.mergePatch(service, "somebody", "{\"metadata\":{\"labels\":{\"moved\":\"yes\"}}}");

        // when
        var refusal = Requests.refusal(() -> requests.deleteService(
                "lws", Map.of("resourceVersion", service.getMetadata().getResourceVersion())));

        // then
        assertThat(refusal.getCode()).isEqualTo(409);
        assertThat(requests.client().resource(service).get()).isNotNull();
    }

    @Test
    void anObjectNeedsItsNamespace() {
        // given
        var lost = new Requests(requests.client(), "no-such-namespace");

        // when
        var refusal = Requests.refusal(() -> lost.createService("lws", Map.of("a", "1")));

        // then
        assertThat(refusal.getCode()).isEqualTo(404);
        assertThat(refusal.getStatus().getMessage()).isEqualTo("namespaces \"no-such-namespace\" not found");
    }
}
