package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.reconcile.Ceiling;
import org.junit.jupiter.api.Test;

/** An operator that was installed to look and to leave no trace, as by {@code overlays/audit-only}. */
@OnControlPlane
class ReadOnlyOperatorTest {

    private final FoundingNamespace world;

    ReadOnlyOperatorTest(ControlPlane plane, TestNamespace namespace) {
        world = new FoundingNamespace(plane, namespace.name());
    }

    @Test
    void itsMetricsTellOfTheOverlapAndItWritesNothingAndReadsNoSecret() {
        // given
        world.create(Mode.Enforce, OnDelete.Revert);
        var selector = world.selector();

        // when
        try (var operator = world.startOperator(Ceiling.OBSERVE)) {
            world.until(() -> operator.metrics()
                    .contains("\nwebhook_isolation_service_endpoints{namespace=\"" + world.namespace()
                            + "\",relation=\"foreign\",service=\"lws-webhook-service\"} 1.0"));
        }

        // then
        var calls = world.account().proxy().calls();
        assertThat(calls).noneMatch(Call::isWrite);
        assertThat(calls).extracting(Call::resource).contains("services").doesNotContain("secrets");
        assertThat(world.selector()).isEqualTo(selector);
        assertThat(world.policy())
                .hasValueSatisfying(policy -> assertThat(policy.getStatus()).isNull());
    }
}
