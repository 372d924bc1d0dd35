package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.ControlPlane;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnControlPlane
class ManagedFieldsTest {

    private static final Map<String, String> BROAD = Map.of("control-plane", "controller-manager");
    private static final String NARROW = "{\"spec\":{\"selector\":{\"app.kubernetes.io/name\":\"lws\"}}}";

    private final Requests requests;

    ManagedFieldsTest(ControlPlane plane, TestNamespace namespace) {
        this.requests = Requests.of(plane.client(), namespace.name());
    }

    @Test
    void aPatchOfOneKeyMakesItsManagerOwnerOfTheWholeSelector() {
        // given
        var service = requests.applied(requests.service("lws", BROAD), "helm");

        // when
        var narrowed = requests.mergePatch(service, "webhook-isolation", NARROW);

        // then
        assertThat(Requests.selectorOwners(narrowed)).containsExactly("webhook-isolation Update");
    }

    @Test
    void anUnchangedApplyOfTheFormerOwnerThenConflicts() {
        // given
        var service = requests.applied(requests.service("lws", BROAD), "helm");
        requests.mergePatch(service, "webhook-isolation", NARROW);

        // when
        var refusal = Requests.refusal(() -> requests.applied(requests.service("lws", BROAD), "helm"));

        // then
        assertThat(refusal.getCode()).isEqualTo(409);
        assertThat(refusal.getStatus().getMessage())
                .contains("conflict with \"webhook-isolation\" using v1")
                .endsWith(": .spec.selector");
    }

    @Test
    void withoutOurEntryTheFormerOwnersApplySucceedsAndRestoresItsSelector() {
        // given
        var service = requests.applied(requests.service("lws", BROAD), "helm");
        var narrowed = requests.mergePatch(service, "webhook-isolation", NARROW);

        // when
        var released = requests.jsonPatch(narrowed, "webhook-isolation", removeEntryOf("webhook-isolation", narrowed));
        var restored = requests.applied(requests.service("lws", BROAD), "helm");

        // then
        assertThat(released.getMetadata().getManagedFields())
                .extracting(entry -> entry.getManager())
                .containsExactly("helm");
        assertThat(released.getSpec().getSelector()).containsKey("app.kubernetes.io/name");
        assertThat(restored.getSpec().getSelector()).isEqualTo(BROAD);
    }

    @Test
    void oneEmptyEntryRemovesAll() {
        // given
        var service = requests.createService("lws", BROAD);

        // when
        var after = requests.mergePatch(service, "any", "{\"metadata\":{\"managedFields\":[{}]}}");

        // then
        assertThat(after.getMetadata().getManagedFields()).isEmpty();
    }

    @Test
    void theFirstApplyConflictsWithWhatWasThereBefore() {
        // given
        var service = requests.createService("lws", BROAD);
        requests.mergePatch(service, "any", "{\"metadata\":{\"managedFields\":[{}]}}");

        // when
        var refusal = Requests.refusal(() -> requests.applied(requests.service("lws", Map.of("a", "b")), "helm"));

        // then
        assertThat(refusal.getStatus().getMessage())
                .contains("conflict with \"before-first-apply\" using v1")
                .endsWith(": .spec.selector");
    }

    @Test
    void theProgramsNameIsTheManagerUnlessOneIsNamed() {
        // when
        var service = requests.createService("lws", BROAD);

        // then
        assertThat(Requests.selectorOwners(service)).containsExactly("fabric8-kubernetes-client Update");
    }

    @Test
    void anUnchangedFieldKeepsItsOwner() {
        // given
        var service = requests.applied(requests.service("lws", BROAD), "helm");

        // when
        var after = requests.mergePatch(service, "other", "{\"metadata\":{\"annotations\":{\"note\":\"x\"}}}");

        // then
        assertThat(Requests.selectorOwners(after)).containsExactly("helm Apply");
    }

    private static String removeEntryOf(String manager, Service service) {
        var managers = service.getMetadata().getManagedFields().stream()
                .map(entry -> entry.getManager())
                .toList();
        var path = "/metadata/managedFields/" + managers.indexOf(manager);
        return "[{\"op\":\"test\",\"path\":\"" + path + "/manager\",\"value\":\"" + manager
                + "\"},{\"op\":\"remove\",\"path\":\"" + path + "\"}]";
    }
}
