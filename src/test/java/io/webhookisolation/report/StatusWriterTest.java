package io.webhookisolation.report;

import static io.webhookisolation.report.Sample.NOON;
import static io.webhookisolation.report.Sample.evaluation;
import static io.webhookisolation.report.ServicePlans.isolated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.api.v1alpha1.PolicyStatus;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.EmbeddedApiServer;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.scenario.OperatorAccount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusWriterTest {

    private static final PolicyStatus STATUS =
            evaluation().with(isolated("lws")).status();

    private final EmbeddedApiServer server = EmbeddedApiServer.start("operators");
    private final OperatorAccount operator = server.account("operator");
    private final KubernetesClient client = operator.client();
    private final StatusWriter writer = new StatusWriter(client, (namespace, name) -> Optional.empty(), () -> true);
    private final WebhookIsolationPolicy policy = create();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void writesNothingWhereTheStatusSaysItAlready() {
        // given
        policy.setStatus(STATUS);

        // when
        var written = writer.write(policy, STATUS, NOON);

        // then
        assertThat(written).isEqualTo(Told.NOTHING_NEW);
        assertThat(calls()).isEmpty();
    }

    @Test
    void appliesAFreshObjectWithNothingButIdentityAndStatus() {
        // when
        var written = writer.write(policy, STATUS, NOON);

        // then
        assertThat(written).isEqualTo(Told.NEWS);
        assertThat(live().getStatus()).isEqualTo(STATUS);
        assertThat(calls()).hasSize(1);
        var apply = calls().getFirst();
        assertThat(apply)
                .extracting(Call::verb, Call::resource, Call::namespace, Call::name, Call::manager)
                .containsExactly(
                        "patch",
                        "webhookisolationpolicies.webhook-isolation.io/status",
                        "operators",
                        "webhooks",
                        "webhook-isolation");
        assertThat(apply.query()).containsEntry("force", "true");
        assertThat(apply.contentType()).startsWith("application/apply-patch+yaml");
        assertThat(apply.body())
                .contains("\"uid\":\"" + policy.getMetadata().getUid() + "\"")
                .contains("\"resourceVersion\":\"" + policy.getMetadata().getResourceVersion() + "\"")
                .contains("\"class\":\"Isolated\"")
                .doesNotContain("\"spec\"")
                .doesNotContain("finalizers");
    }

    @Test
    void knowsWhatItWroteUntilTheCacheShowsIt() {
        // when
        writer.write(policy, STATUS, NOON);

        // then
        assertThat(writer.current(policy, NOON)).isEqualTo(STATUS);
        assertThat(writer.current(clearedBySomebodyElse(), NOON)).isEqualTo(StatusReport.NONE);
    }

    @Test
    void aPolicyThatIsGoneIsNoFailure() {
        // given
        server.client().resource(policy).delete();

        // when
        var written = writer.write(policy, STATUS, NOON);

        // then
        assertThat(written).isEqualTo(Told.NOTHING_NEW);
        assertThat(calls()).extracting(Call::code).containsExactly(404);
    }

    @Test
    void aRefusalIsForTheCaller() {
        // given
        operator.deny("patch", "webhook-isolation.io", "webhookisolationpolicies/status");

        // when, then
        assertThatThrownBy(() -> writer.write(policy, STATUS, NOON)).isInstanceOf(KubernetesClientException.class);
        assertThat(calls()).extracting(Call::code).containsExactly(403);
    }

    private WebhookIsolationPolicy create() {
        var sent = new WebhookIsolationPolicy();
        sent.getMetadata().setNamespace("operators");
        sent.getMetadata().setName("webhooks");
        return server.client().resource(sent).create();
    }

    private WebhookIsolationPolicy live() {
        return server.client().resource(policy).get();
    }

    private WebhookIsolationPolicy clearedBySomebodyElse() {
        var cleared = live();
        cleared.setStatus(StatusReport.NONE);
        return server.client().resource(cleared).updateStatus();
    }

    private List<Call> calls() {
        return operator.proxy().calls();
    }
}
