package io.webhookisolation.scenario;

import static io.webhookisolation.cluster.proxy.Faults.When.BEFORE_IT_IS_DONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.cluster.proxy.Gate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A policy is edited at the very moment when its status is on its way. */
@OnControlPlane
class EditedPolicyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FoundingNamespace world;

    EditedPolicyTest(ControlPlane plane, TestNamespace namespace) {
        world = new FoundingNamespace(plane, namespace.name());
    }

    @Test
    void itsStatusIsWrittenAllTheSameAndNothingIsToldTwice() {
        // given
        var gate = Gate.closed();
        world.account().proxy().faults().next(EditedPolicyTest::isStatus, new Faults.Hold(BEFORE_IT_IS_DONE, gate));
        try (var operator = world.startOperator()) {
            world.create(Mode.Audit, OnDelete.Revert);
            await().atMost(PATIENCE).until(() -> !statuses().isEmpty());

            // when
            edit("{\"metadata\":{\"labels\":{\"edited-by\":\"somebody\"}}}");
            gate.open();
            world.untilCondition("Isolated", "False", "EffectiveOverlap");
            edit("{\"spec\":{\"selectors\":{\"mode\":\"Enforce\"}}}");
            world.untilCondition("Isolated", "True", "Isolated");

            // then
            world.untilEvents(FoundingNamespace.STORY);
            assertThat(statuses()).extracting(Call::code).startsWith(409, 200);
            assertThat(operator.metrics())
                    .doesNotContain("resource=\"webhookisolationpolicies/status\",result=\"conflict\"")
                    .doesNotContain("resource=\"webhookisolationpolicies/status\",result=\"error\"");
        }
    }

    private List<Call> statuses() {
        return world.account().proxy().calls().stream()
                .filter(EditedPolicyTest::isStatus)
                .toList();
    }

    private static boolean isStatus(Call call) {
        return call.isWrite() && call.resource().endsWith("/status");
    }

    private void edit(String change) {
        world.client()
                .resources(WebhookIsolationPolicy.class)
                .inNamespace(world.namespace())
                .withName("webhooks")
                .patch(PatchContext.of(PatchType.JSON_MERGE), change);
    }
}
