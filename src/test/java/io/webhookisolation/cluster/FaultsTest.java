package io.webhookisolation.cluster;

import static io.webhookisolation.cluster.proxy.Faults.When.AFTER_IT_IS_DONE;
import static io.webhookisolation.cluster.proxy.Faults.When.BEFORE_IT_IS_DONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.webhookisolation.cluster.proxy.Call;
import io.webhookisolation.cluster.proxy.FaultProxy;
import io.webhookisolation.cluster.proxy.Faults;
import io.webhookisolation.cluster.proxy.Gate;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that go wrong because a test wants them to. */
class FaultsTest {

    private final EmbeddedControlPlane plane = EmbeddedControlPlane.start();
    private final FaultProxy proxy = plane.proxy("operator");
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(proxy.configuration())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();

    @AfterEach
    void stop() {
        client.close();
        plane.close();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(Faults.forbidden(), 403),
                Arguments.of(Faults.conflict(), 409),
                Arguments.of(Faults.unprocessable(), 422),
                Arguments.of(Faults.tooManyRequests(), 429),
                Arguments.of(Faults.internalError(), 500),
                Arguments.of(Faults.unavailable(), 503));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aFaultAnswersTheNextMatchingRequestAndNoOther(Faults.Answer fault, int code) {
        // given
        proxy.faults().next(Call::isWrite, fault);

        // when
        var before = configMaps();
        var refusal = catchThrowableOfType(KubernetesClientException.class, this::create);
        var during = configMaps();
        create();

        // then
        assertThat(refusal.getCode()).isEqualTo(code);
        assertThat(refusal.getStatus().getReason()).isEqualTo(fault.reason());
        assertThat(refusal.getStatus().getDetails().getRetryAfterSeconds()).isEqualTo(fault.retryAfter());
        assertThat(before).isZero();
        assertThat(during).isZero();
        assertThat(configMaps()).isEqualTo(1);
    }

    @Test
    void aFaultForEveryRequestLastsUntilItIsCleared() {
        // given
        proxy.faults().every(Call::isWrite, Faults.conflict());

        // when
        var refusals = Stream.generate(() -> catchThrowableOfType(KubernetesClientException.class, this::create))
                .limit(3);

        // then
        assertThat(refusals).extracting(KubernetesClientException::getCode).containsExactly(409, 409, 409);
        proxy.faults().clear();
        create();
    }

    @Test
    void aRequestCanBeLostBeforeItIsDone() {
        // given
        proxy.faults().next(Call::isWrite, new Faults.Drop(BEFORE_IT_IS_DONE));

        // when
        var refusal = catchThrowableOfType(KubernetesClientException.class, this::create);

        // then
        assertThat(refusal).hasCauseInstanceOf(IOException.class);
        assertThat(configMaps()).isZero();
    }

    @Test
    void anAnswerCanBeLostAfterTheRequestIsDone() {
        // given
        proxy.faults().next(Call::isWrite, new Faults.Drop(AFTER_IT_IS_DONE));

        // when
        var refusal = catchThrowableOfType(KubernetesClientException.class, this::create);

        // then
        assertThat(refusal).hasCauseInstanceOf(IOException.class);
        assertThat(configMaps()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestCanBeTheLastThatGetsThrough(Faults.When when) {
        // given
        proxy.faults().next(Call::isWrite, new Faults.Cut(when));
        assertThat(proxy.faults().pending()).isEqualTo(1);

        // when
        var refusals = Stream.generate(() -> catchThrowableOfType(KubernetesClientException.class, this::create))
                .limit(3)
                .toList();

        // then
        assertThat(refusals).allSatisfy(refusal -> assertThat(refusal).hasCauseInstanceOf(IOException.class));
        assertThat(configMaps()).isEqualTo(when == AFTER_IT_IS_DONE ? 1 : 0);
        assertThat(proxy.isReachable()).isFalse();
        assertThat(proxy.faults().pending()).isZero();
    }

    @Test
    void aRequestCanArriveLate() {
        // given
        var gate = Gate.closed();
        proxy.faults().next(Call::isWrite, new Faults.Hold(BEFORE_IT_IS_DONE, gate));

        // when
        var created = CompletableFuture.supplyAsync(this::create);
        await().until(() -> proxy.calls().stream().anyMatch(Call::isWrite));

        // then
        assertThat(configMaps()).isZero();
        gate.open();
        assertThat(created.join().getMetadata().getUid()).isNotEmpty();
        assertThat(configMaps()).isEqualTo(1);
    }

    @Test
    void anAnswerCanArriveLate() {
        // given
        var gate = Gate.closed();
        proxy.faults().next(Call::isWrite, new Faults.Hold(AFTER_IT_IS_DONE, gate));

        // when
        var created = CompletableFuture.supplyAsync(this::create);
        await().until(() -> configMaps() == 1);

        // then
        assertThat(created).isNotDone();
        gate.open();
        assertThat(created.join().getMetadata().getUid()).isNotEmpty();
    }

    private ConfigMap create() {
        return client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("written")
                        .withNamespace("default")
                        .endMetadata()
                        .build())
                .create();
    }

    private int configMaps() {
        return plane.client()
                .configMaps()
                .inNamespace("default")
                .list()
                .getItems()
                .size();
    }
}
