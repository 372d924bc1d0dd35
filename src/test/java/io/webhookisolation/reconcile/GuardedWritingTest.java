package io.webhookisolation.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.cluster.EmbeddedControlPlane;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.model.Step;
import io.webhookisolation.model.StepResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedWritingTest {

    private static final Step STEP = new Step.ReleaseFields(FoundingCase.LWS, "uid", "7", "nothing is ours");

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final KubernetesClient client = plane.clientAs("operator");

    @AfterEach
    void stop() {
        client.close();
        plane.close();
    }

    @Test
    void writesNothingAtAllWhileThisProcessDoesNotLead() {
        // given
        var writing = GuardedWriting.of(client, Ceiling.NARROW, () -> false);

        // when
        var results = List.of(writing.apply(STEP), writing.addFinalizer(policy()), writing.removeFinalizer(policy()));

        // then
        assertThat(results).containsOnly(new StepResult.Withheld("this process leads no more"));
        assertThat(calls()).isEmpty();
    }

    @Test
    void touchesNoServiceUnderACeilingOfAudit() {
        // given
        var writing = GuardedWriting.of(client, Ceiling.AUDIT, () -> true);

        // when
        var result = writing.apply(STEP);

        // then
        assertThat(result).isInstanceOf(StepResult.Forbidden.class);
        assertThat(calls()).isEmpty();
    }

    @Test
    void writesWhileItLeads() {
        // given
        var writing = GuardedWriting.of(client, Ceiling.NARROW, () -> true);

        // when
        var result = writing.apply(STEP);

        // then
        assertThat(result).isInstanceOf(StepResult.Moved.class);
        assertThat(calls()).hasSize(1);
    }

    private List<Call> calls() {
        return plane.proxy("operator").calls();
    }

    private static WebhookIsolationPolicy policy() {
        var policy = new WebhookIsolationPolicy();
        policy.getMetadata().setNamespace("operators");
        policy.getMetadata().setName("webhooks");
        policy.getMetadata().setUid("uid");
        policy.getMetadata().setResourceVersion("5");
        return policy;
    }
}
