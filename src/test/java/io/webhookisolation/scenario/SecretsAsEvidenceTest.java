package io.webhookisolation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.webhookisolation.api.v1alpha1.PolicySpec.OnDelete;
import io.webhookisolation.api.v1alpha1.SelectorsSpec.Mode;
import io.webhookisolation.cluster.OnControlPlane;
import io.webhookisolation.cluster.TestNamespace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chain of {@code lws} does not verify against its bundle, so that a probe alone proves nothing about its owner. */
@OnControlPlane
class SecretsAsEvidenceTest {

    private final FoundingNamespace world;

    SecretsAsEvidenceTest(ControlPlane plane, TestNamespace namespace) {
        world = new FoundingNamespace(plane, namespace.name());
        var stranger = world.kueue().manifests().configuration().getWebhooks().getFirst();
        world.client().resource(world.lws().manifests().configuration()).edit(configuration -> {
            configuration
                    .getWebhooks()
                    .getFirst()
                    .getClientConfig()
                    .setCaBundle(stranger.getClientConfig().getCaBundle());
            return configuration;
        });
    }

    @Test
    void whatTheMountedSecretHoldsProvesTheOwnerAndTheSelectorIsNarrowed() {
        // given
        world.account().allowReadingSecrets();

        try (var operator = world.startOperator()) {
            // when
            world.create(Mode.Enforce, OnDelete.Retain);
            world.until(() -> world.selector().equals(FoundingNamespace.NARROW));

            // then
            assertThat(reads())
                    .contains("get lws-webhook-server-cert")
                    .allMatch(read -> read.matches("get (lws|kueue)-webhook-server-cert"));
            // Counted once the write is done, which its effect precedes.
            world.until(() ->
                    operator.metrics().contains("webhook_isolation_selector_changes_total{action=\"narrowed\"} 1.0"));
        }
    }

    @Test
    void withoutTheRightNoneIsReadTheOwnerStaysUnprovedAndNothingIsStalled() {
        try (var operator = world.startOperator()) {
            // when
            world.create(Mode.Enforce, OnDelete.Retain);
            world.until(() -> world.condition("SelectorsApplied")
                    .map(Condition::getMessage)
                    .filter(message -> message.contains("PROOF OwnershipProved: Deployment/lws-controller-manager is"))
                    .isPresent());

            // then
            assertThat(reads()).isEmpty();
            assertThat(world.selector()).isEqualTo(FoundingNamespace.BROAD);
            assertThat(world.condition("Stalled")
                            .filter(found -> found.getStatus().equals("True")))
                    .isEmpty();
            assertThat(operator.metrics()).doesNotContain("operation=\"narrow\"");
        }
    }

    @Test
    void aPolicyThatOnlyAuditsReadsNone() {
        // given
        world.account().allowReadingSecrets();

        try (var operator = world.startOperator()) {
            // when
            world.create(Mode.Audit, OnDelete.Retain);
            world.untilCondition("SelectorsApplied", "False", "AuditMode");
            world.untilEvents("OverlapDetected", "SuggestionUpdated", "TrustMismatch");

            // then
            assertThat(reads()).isEmpty();
            assertThat(operator.metrics()).doesNotContain("operation=\"narrow\"");
        }
    }

    private List<String> reads() {
        return world.account().proxy().calls().stream()
                .filter(call -> call.resource().equals("secrets"))
                .map(call -> call.verb() + " " + call.name())
                .toList();
    }
}
