package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.ControlPlane;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnControlPlane
class PatchTest {

    private final Requests requests;
    private final Service service;

    PatchTest(ControlPlane plane, TestNamespace namespace) {
        this.requests = Requests.of(plane.client(), namespace.name());
        this.service = requests.createService("lws", Map.of("a", "1", "b", "2"));
    }

    @Test
    void aMergePatchSetsSingleKeys() {
        // when
        var after = requests.mergePatch(service, "m", "{\"spec\":{\"selector\":{\"c\":\"3\"}}}");

        // then
        assertThat(after.getSpec().getSelector()).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
    }

    @Test
    void nullInAMergePatchRemovesTheKey() {
        // when
        var after = requests.mergePatch(service, "m", "{\"spec\":{\"selector\":{\"b\":null}}}");

        // then
        assertThat(after.getSpec().getSelector()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aListInAMergePatchReplacesTheWholeList() {
        // when
        var after = requests.mergePatch(
                service, "m", "{\"spec\":{\"ports\":[{\"port\":8443,\"protocol\":\"TCP\",\"targetPort\":1}]}}");

        // then
        assertThat(after.getSpec().getPorts())
                .extracting(port -> port.getPort())
                .containsExactly(8443);
    }

    @Test
    void aJsonPatchThatPassesItsTestsIsDone() {
        // when
        var after = requests.jsonPatch(service, "m", """
                [{"op": "test", "path": "/spec/selector/a", "value": "1"},
                 {"op": "remove", "path": "/spec/selector/a"},
                 {"op": "replace", "path": "/spec/selector/b", "value": "4"},
                 {"op": "add", "path": "/metadata/annotations", "value": {"x": "y"}},
                 {"op": "copy", "from": "/spec/selector/b", "path": "/spec/selector/c"},
                 {"op": "move", "from": "/spec/selector/c", "path": "/spec/selector/d"}]""");

        // then
        assertThat(after.getSpec().getSelector()).isEqualTo(Map.of("b", "4", "d", "4"));
        assertThat(after.getMetadata().getAnnotations()).containsEntry("x", "y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"op\":\"remove\",\"path\":\"/spec/selector/b\"},{\"op\":\"test\",\"path\":\"/spec/selector/a\",\"value\":\"9\"}]",
                "[{\"op\":\"test\",\"path\":\"/spec/selector/missing\",\"value\":\"9\"}]",
                "[{\"op\":\"remove\",\"path\":\"/spec/selector/missing\"}]",
                "[{\"op\":\"add\",\"path\":\"/spec/missing/deeper\",\"value\":\"1\"}]",
                "[{\"op\":\"remove\",\"path\":\"/metadata/managedFields/7\"}]"
            })
    void aJsonPatchThatCannotBeAppliedIsRefusedWith422AndChangesNothing(String patch) {
        // when
        var refusal = Requests.refusal(() -> requests.jsonPatch(service, "m", patch));

        // then
        assertThat(refusal.getCode()).isEqualTo(422);
        assertThat(refusal.getStatus().getReason()).isEqualTo("Invalid");
        assertThat(refusal.getStatus().getMessage())
                .isEqualTo("the server rejected our request due to an error in our request");
        assertThat(requests.client().resource(service).get()).isEqualTo(service);
    }

    /** RFC 6902 would have it fail; the API server's library does not look. */
    @Test
    void aJsonPatchThatReplacesWhatIsMissingAddsIt() {
        // when
        var after = requests.jsonPatch(
                service, "m", "[{\"op\":\"replace\",\"path\":\"/spec/selector/missing\",\"value\":\"1\"}]");

        // then
        assertThat(after.getSpec().getSelector()).containsEntry("missing", "1");
    }

    @Test
    void aPatchOfAnObjectThatIsNotThereIsRefusedWith404() {
        // given
        var missing = requests.service("missing", Map.of("a", "1"));

        // when
        var refusal = Requests.refusal(() -> requests.mergePatch(missing, "m", "{}"));

        // then
        assertThat(refusal.getCode()).isEqualTo(404);
        assertThat(refusal.getStatus().getMessage()).isEqualTo("services \"missing\" not found");
    }
}
