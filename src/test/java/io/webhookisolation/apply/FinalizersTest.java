package io.webhookisolation.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.webhookisolation.api.v1alpha1.WebhookIsolationPolicy;
import io.webhookisolation.model.StepResult;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FinalizersTest {

    private static final String PATH = "/apis/webhook-isolation.io/v1alpha1/namespaces/operators/"
            + "webhookisolationpolicies/webhooks?fieldManager=webhook-isolation";

    private final KubernetesMockServer server = new KubernetesMockServer(false);
    private final KubernetesClient client;

    FinalizersTest() {
        server.init();
        client = server.createClient();
    }

    @AfterEach
    void stop() {
        client.close();
        server.destroy();
    }

    @Test
    void addsOursBesideThoseOfOthersAndOnlyAtTheVersionThatWasSeen() throws InterruptedException {
        // given
        server.expect()
                .patch()
                .withPath(PATH)
                .andReturn(200, policy("6", List.of()))
                .once();

        // when
        var result = new Finalizers(client).add(policy("5", List.of("example.com/theirs")));

        // then
        assertThat(result).isEqualTo(new StepResult.Done("6", ""));
        assertThat(request())
                .isEqualTo("{\"metadata\":{\"uid\":\"u-2\",\"resourceVersion\":\"5\",\"finalizers\":"
                        + "[\"example.com/theirs\",\"webhook-isolation.io/revert\"]}}");
    }

    @Test
    void removesOursAndLeavesThoseOfOthers() throws InterruptedException {
        // given
        server.expect()
                .patch()
                .withPath(PATH)
                .andReturn(200, policy("6", List.of()))
                .once();

        // when
        new Finalizers(client).remove(policy("5", List.of("webhook-isolation.io/revert", "example.com/theirs")));

        // then
        assertThat(request())
                .isEqualTo("{\"metadata\":{\"uid\":\"u-2\",\"resourceVersion\":\"5\",\"finalizers\":"
                        + "[\"example.com/theirs\"]}}");
    }

    private String request() throws InterruptedException {
        var request = server.takeRequest(5, TimeUnit.SECONDS);
        assertThat(request).as("a request").isNotNull();
        return request.getUtf8Body();
    }

    private static WebhookIsolationPolicy policy(String resourceVersion, List<String> finalizers) {
        var policy = new WebhookIsolationPolicy();
        policy.setMetadata(new ObjectMetaBuilder()
                .withNamespace("operators")
                .withName("webhooks")
                .withUid("u-2")
                .withResourceVersion(resourceVersion)
                .withFinalizers(finalizers)
                .build());
        return policy;
    }
}
