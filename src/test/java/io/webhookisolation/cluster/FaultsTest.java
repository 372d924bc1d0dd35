package io.webhookisolation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.webhookisolation.cluster.api.Call;
import io.webhookisolation.cluster.api.Faults;
import io.webhookisolation.scenario.Component;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that fail because a test wants them to. */
class FaultsTest {

    private static final String NAMESPACE = "operators";

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final KubernetesClient client;

    FaultsTest() {
        plane.createNamespace(NAMESPACE);
        plane.install(Component.scaffolded("lws"), NAMESPACE);
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(plane.kubeconfig("operator")))
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        plane.close();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(Faults.conflict(), 409),
                Arguments.of(Faults.unprocessable(), 422),
                Arguments.of(Faults.tooManyRequests(), 429),
                Arguments.of(Faults.internalError(), 500));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aFaultAnswersTheNextMatchingRequestAndNoOther(Faults.Fault fault, int code) {
        // given
        plane.server().faults().next(Call::isWrite, fault);

        // when
        var refusal = catchThrowableOfType(KubernetesClientException.class, this::narrow);
        var after = narrow();

        // then
        assertThat(refusal.getCode()).isEqualTo(code);
        assertThat(after.getSpec().getSelector()).containsKey("app.kubernetes.io/name");
    }

    @Test
    void aRequestCanBeLostBeforeItIsDone() {
        // given
        plane.server().faults().next(Call::isWrite, new Faults.Drop(Faults.When.BEFORE_IT_IS_DONE));

        // when
        var refusal = catchThrowableOfType(KubernetesClientException.class, this::narrow);

        // then
        assertThat(refusal).hasCauseInstanceOf(IOException.class);
        assertThat(service().getSpec().getSelector()).doesNotContainKey("app.kubernetes.io/name");
    }

    @Test
    void anAnswerCanBeLostAfterTheRequestIsDone() {
        // given
        plane.server().faults().next(Call::isWrite, new Faults.Drop(Faults.When.AFTER_IT_IS_DONE));

        // when
        var refusal = catchThrowableOfType(KubernetesClientException.class, this::narrow);

        // then
        assertThat(refusal).hasCauseInstanceOf(IOException.class);
        assertThat(service().getSpec().getSelector()).containsKey("app.kubernetes.io/name");
    }

    private Service narrow() {
        var context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("webhook-isolation")
                .build();
        return client.services()
                .inNamespace(NAMESPACE)
                .withName("lws-webhook-service")
                .patch(context, "{\"spec\":{\"selector\":{\"app.kubernetes.io/name\":\"lws\"}}}");
    }

    private Service service() {
        return plane.client()
                .services()
                .inNamespace(NAMESPACE)
                .withName("lws-webhook-service")
                .get();
    }
}
