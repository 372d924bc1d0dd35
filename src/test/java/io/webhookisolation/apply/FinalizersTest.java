package io.webhookisolation.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.EmbeddedApiServer;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.model.StepResult;
import io.webhookisolation.scenario.OperatorAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FinalizersTest {

    private static final String OURS = "webhook-isolation.io/revert";
    private static final String THEIRS = "example.com/theirs";

    private final EmbeddedApiServer server = EmbeddedApiServer.start("operators");
    private final OperatorAccount operator = server.account("operator");
    private final KubernetesClient client = operator.client();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void addsOursBesideThoseOfOthersAndOnlyAtTheVersionThatWasSeen() {
        // given
        var seen = create(THEIRS);

        // when
        var result = new Finalizers(client).add(seen);
        var again = new Finalizers(client).add(seen);

        // then
        var live = server.client().resource(seen).get().getMetadata();
        assertThat(result).isEqualTo(new StepResult.Done(live.getResourceVersion(), ""));
        assertThat(live.getFinalizers()).containsExactly(THEIRS, OURS);
        assertThat(again).isInstanceOf(StepResult.Moved.class);
        assertPatched(seen, "[\"example.com/theirs\",\"webhook-isolation.io/revert\"]");
    }

    @Test
    void removesOursAndLeavesThoseOfOthers() {
        // given
        var seen = create(OURS, THEIRS);

        // when
        new Finalizers(client).remove(seen);

        // then
        assertThat(server.client().resource(seen).get().getMetadata().getFinalizers())
                .containsExactly(THEIRS);
        assertPatched(seen, "[\"example.com/theirs\"]");
    }

    private void assertPatched(WebhookIsolationPolicy seen, String finalizers) {
        var patch = operator.proxy().calls().getFirst();
        assertThat(patch)
                .extracting(Call::verb, Call::resource, Call::namespace, Call::name, Call::manager)
                .containsExactly(
                        "patch",
                        "webhookisolationpolicies.webhook-isolation.io",
                        "operators",
                        "webhooks",
                        "webhook-isolation");
        assertThat(patch.body())
                .isEqualTo("{\"metadata\":{\"uid\":\"%s\",\"resourceVersion\":\"%s\",\"finalizers\":%s}}"
                        .formatted(
                                seen.getMetadata().getUid(), seen.getMetadata().getResourceVersion(), finalizers));
    }

    private WebhookIsolationPolicy create(String... finalizers) {
        var policy = new WebhookIsolationPolicy();
        policy.setMetadata(new ObjectMetaBuilder()
                .withNamespace("operators")
                .withName("webhooks")
                .withFinalizers(finalizers)
                .build());
        return server.client().resource(policy).create();
    }
}
