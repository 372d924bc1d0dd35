package io.webhookisolation.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.model.Gap;
import io.webhookisolation.model.LabelSet;
import io.webhookisolation.model.PodSelector;
import io.webhookisolation.model.PodSelectors;
import io.webhookisolation.scenario.ControlPlane;
import java.util.Set;
import org.junit.jupiter.api.Test;

@OnControlPlane
class PodPickersTest {

    private static final LabelSet BEFORE = LabelSet.of("control-plane", "controller-manager");
    private static final LabelSet AFTER = BEFORE.plus(LabelSet.of("app.kubernetes.io/name", "lws"));
    private static final LabelSelector NAMED = new LabelSelectorBuilder()
            .addToMatchLabels("app.kubernetes.io/name", "lws")
            .build();

    private final ControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;

    PodPickersTest(ControlPlane plane, TestNamespace namespace) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = namespace.name();
    }

    @Test
    void budgetsAndNetworkPoliciesWithTheirPeersAreFound() {
        // given
        create(new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName("budget")
                .endMetadata()
                .withNewSpec()
                .withNewMaxUnavailable(1)
                .withSelector(NAMED)
                .endSpec()
                .build());
        create(policy("closed", NAMED));
        create(new NetworkPolicyBuilder(policy("peers", new LabelSelector()))
                .editSpec()
                .addNewIngress()
                .addNewFrom()
                .withPodSelector(NAMED)
                .endFrom()
                .endIngress()
                .endSpec()
                .build());
        create(policy("of-all", new LabelSelector()));

        // when
        var found = read(client);

        // then
        assertThat(found.unreadable()).isEmpty();
        assertThat(found.selectors().stream()
                        .filter(selector -> selector.tellsApart(BEFORE, AFTER))
                        .map(PodSelector::user))
                .containsExactlyInAnyOrder("PodDisruptionBudget/budget", "NetworkPolicy/closed", "NetworkPolicy/peers");
    }

    @Test
    void whatMayNotBeListedIsNamedWithItsVerbAndResource() {
        // given
        var account = plane.operatorIn(namespace);
        account.allowLabelling();
        account.deny("list", "networking.k8s.io", "networkpolicies");

        try (var operator = account.client()) {
            // when
            var found = read(operator);

            // then
            assertThat(found.unreadable())
                    .singleElement()
                    .extracting(Gap::detail)
                    .asString()
                    .contains("list")
                    .contains("networkpolicies.networking.k8s.io");
        }
    }

    private PodSelectors read(KubernetesClient reader) {
        var pickers = new PodPickers(reader, namespace);
        pickers.readBudgets();
        pickers.readNetworkPolicies(Set.of(namespace));
        return pickers.found();
    }

    private static NetworkPolicy policy(String name, LabelSelector selector) {
        return new NetworkPolicyBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withPodSelector(selector)
                .endSpec()
                .build();
    }

    private void create(HasMetadata object) {
        client.resource(object).inNamespace(namespace).create();
    }
}
