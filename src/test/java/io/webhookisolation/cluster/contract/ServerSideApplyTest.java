package io.webhookisolation.cluster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.scenario.Component;
import io.webhookisolation.scenario.ComponentManifests;
import io.webhookisolation.scenario.ControlPlane;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnControlPlane
class ServerSideApplyTest {

    private static final Map<String, String> BROAD = Map.of("control-plane", "controller-manager");
    private static final Map<String, String> NARROW =
            Map.of("control-plane", "controller-manager", "app.kubernetes.io/name", "lws");

    private final Requests requests;
    private final String namespace;

    ServerSideApplyTest(ControlPlane plane, TestNamespace namespace) {
        this.requests = Requests.of(plane.client(), namespace.name());
        this.namespace = namespace.name();
    }

    @Test
    void createsWhatIsNotThere() {
        // when
        var applied = requests.applied(map(Map.of("a", "1")), "one");

        // then
        assertThat(applied.getData()).containsExactly(Map.entry("a", "1"));
        assertThat(applied.getMetadata().getManagedFields()).singleElement().satisfies(entry -> {
            assertThat(entry.getManager()).isEqualTo("one");
            assertThat(entry.getOperation()).isEqualTo("Apply");
        });
    }

    @Test
    void leavesAnEqualObjectUntouched() {
        // given
        var before = requests.applied(map(Map.of("a", "1")), "one");

        // when
        var after = requests.applied(map(Map.of("a", "1")), "one");

        // then
        assertThat(after.getMetadata().getResourceVersion())
                .isEqualTo(before.getMetadata().getResourceVersion());
    }

    @Test
    void removesWhatItsManagerAppliesNoMore() {
        // given
        requests.applied(map(Map.of("a", "1", "b", "2")), "one");

        // when
        var after = requests.applied(map(Map.of("a", "1")), "one");

        // then
        assertThat(after.getData()).containsOnlyKeys("a");
    }

    @Test
    void keepsWhatAnotherManagerAppliesAsWell() {
        // given
        requests.applied(map(Map.of("a", "1", "b", "2")), "one");
        requests.applied(map(Map.of("b", "2")), "two");

        // when
        var after = requests.applied(map(Map.of("a", "1")), "one");

        // then
        assertThat(after.getData()).containsOnlyKeys("a", "b");
    }

    @Test
    void conflictsWithAnotherManagersValue() {
        // given
        requests.applied(map(Map.of("a", "1")), "one");

        // when
        var refusal = Requests.refusal(() -> requests.applied(map(Map.of("a", "2")), "two"));

        // then
        assertThat(refusal.getCode()).isEqualTo(409);
        assertThat(refusal.getStatus().getReason()).isEqualTo("Conflict");
        assertThat(refusal.getStatus().getMessage())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"one\": .data.a");
        assertThat(refusal.getStatus().getDetails().getCauses())
                .extracting(StatusCause::getReason, StatusCause::getField, StatusCause::getMessage)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "FieldManagerConflict", ".data.a", "conflict with \"one\""));
    }

    @Test
    void takesOverWhenForced() {
        // given
        requests.applied(map(Map.of("a", "1")), "one");

        // when
        var after = requests.applyForced(map(Map.of("a", "2")), "two");

        // then
        assertThat(after.getData()).containsEntry("a", "2");
        assertThat(after.getMetadata().getManagedFields())
                .extracting(entry -> entry.getManager())
                .containsExactly("two");
    }

    @Test
    void ownsAServicesSelectorAsAWhole() {
        // given
        requests.applied(requests.service("lws", BROAD), "kubectl");

        // when
        var refusal = Requests.refusal(() -> requests.applied(requests.service("lws", NARROW), "other"));
        var forced = requests.applyForced(requests.service("lws", Map.of("only", "this")), "other");

        // then
        assertThat(refusal.getStatus().getMessage())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"kubectl\": .spec.selector");
        assertThat(forced.getSpec().getSelector()).containsExactly(Map.entry("only", "this"));
    }

    @Test
    void mergesWebhooksByTheirName() {
        // given
        var configuration = new ComponentManifests(Component.scaffolded("lws"), namespace).configuration();
        var first = requests.applied(configuration, "installer").getWebhooks().getFirst();
        var bundleOnly = new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(configuration.getMetadata().getName())
                .endMetadata()
                .addNewWebhook()
                .withName(first.getName())
                .withNewClientConfig()
                .withCaBundle(first.getClientConfig().getCaBundle())
                .endClientConfig()
                .endWebhook()
                .build();

        // when
        var after = requests.applied(bundleOnly, "injector");

        // then
        assertThat(after.getWebhooks()).containsExactly(first);
    }

    @Test
    void mergesFinalizersOneByOne() {
        // given
        requests.applied(finalizer("test.webhook-isolation.io/one"), "one");

        // when
        var both = requests.applied(finalizer("test.webhook-isolation.io/two"), "two");
        var left = requests.applied(map(Map.of()), "one");

        // then
        assertThat(both.getMetadata().getFinalizers())
                .containsExactlyInAnyOrder("test.webhook-isolation.io/one", "test.webhook-isolation.io/two");
        assertThat(left.getMetadata().getFinalizers()).containsExactly("test.webhook-isolation.io/two");
        requests.applied(map(Map.of()), "two");
    }

    private ConfigMap map(Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("map")
                .withNamespace(namespace)
                .endMetadata()
                .withData(data)
                .build();
    }

    private ConfigMap finalizer(String name) {
        return map(Map.of())
                .edit()
                .editMetadata()
                .withFinalizers(name)
                .endMetadata()
                .build();
    }
}
